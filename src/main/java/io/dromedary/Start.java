package io.dromedary;

import io.dromedary.tree.Entry;
import java.time.Duration;
import java.time.Instant;

/**
 * The beginning of a pass, before it compares anything.
 *
 * @param ticks the same time by the clock that is never set, in nanoseconds
 * @param source the source's root, which has to stand there until the last deletion
 */
record Start(Instant time, long ticks, Entry source) {

    Start(Instant time, Entry source) {
        this(time, System.nanoTime(), source);
    }

    /** How long ago that was, though somebody has set the clock meanwhile. */
    Duration ago() {
        return Duration.ofNanos(System.nanoTime() - ticks);
    }
}
