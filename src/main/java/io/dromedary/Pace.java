package io.dromedary;

import java.time.Duration;

/**
 * How hard a job works.
 *
 * @param threads how many files are looked at, hashed and copied at a time, at least 1
 * @param bytesPerSecond how much content is written in a second at most, or 0 for as much as goes
 * @param watch whether a pass is made as soon as something changes
 * @param scrubInterval the time in which every file is read once, though nothing of it seems to have changed, or null
 * @param durable whether what was done is forced to disk before it is told
 */
public record Pace(int threads, long bytesPerSecond, boolean watch, Duration scrubInterval, boolean durable) {

    public Pace(int threads, long bytesPerSecond, boolean watch) {
        this(threads, bytesPerSecond, watch, null, false);
    }

    public Pace {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be 1 or more: " + threads);
        }
        if (bytesPerSecond < 0) {
            throw new IllegalArgumentException("bytesPerSecond must be 0 or more: " + bytesPerSecond);
        }
        if (scrubInterval != null && (scrubInterval.isNegative() || scrubInterval.isZero())) {
            throw new IllegalArgumentException("scrubInterval must be longer than nothing: " + scrubInterval);
        }
    }

    /** As many threads as there are processors, and no limit. */
    public static Pace full() {
        return new Pace(Runtime.getRuntime().availableProcessors(), 0, false);
    }
}
