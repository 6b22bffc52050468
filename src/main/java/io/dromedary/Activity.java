package io.dromedary;

import java.time.Duration;
import java.time.Instant;

/** Tells a pass that takes long from one that hangs, as on a disk that does not answer. */
final class Activity {

    /** Longer than a healthy disk keeps anybody waiting, and short enough for somebody to be told. */
    private static final Duration LONG = Duration.ofMinutes(10);

    private long last = Long.MIN_VALUE;
    private Instant since;

    /** Whether a moment is longer ago than anything should take. */
    static boolean isLong(Instant moment, Instant now) {
        return Duration.between(moment, now).compareTo(LONG) > 0;
    }

    /**
     * Whether nothing has happened for long, as far as this was asked.
     *
     * @param count what grows as long as something happens
     */
    synchronized boolean hasCeased(long count, Instant now) {
        if (count != last) {
            last = count;
            since = now;
        }
        return isLong(since, now);
    }
}
