package io.dromedary;

import io.dromedary.tree.Entry;
import java.time.Duration;
import java.time.Instant;

/**
 * The beginning of a pass, before it compares anything.
 *
 * @param ticks the same time by the clock that is never set, in nanoseconds
 * @param source the source's root, which has to stand there until the last deletion
 * @param losses where the pass notes which files come and go
 */
record Start(Instant time, long ticks, Entry source, Losses losses) {

    Start(Instant time, Entry source, Losses losses) {
        this(time, System.nanoTime(), source, losses);
    }

    /** How long ago that was, though somebody has set the clock meanwhile. */
    Duration ago() {
        return Duration.ofNanos(System.nanoTime() - ticks);
    }
}
