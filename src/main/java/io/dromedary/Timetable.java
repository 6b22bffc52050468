package io.dromedary;

import java.time.Duration;
import java.time.Instant;

/**
 * When full passes are due.
 *
 * @param interval from the start of one to the start of the next, longer than nothing
 */
record Timetable(Duration interval) {

    static Timetable of(Job job) {
        return new Timetable(job.interval());
    }

    /** When the first pass of a process is due that starts at some time. */
    Instant first(Instant start) {
        return start;
    }

    /**
     * When the next pass is due. One that begins late is followed at the time at which one would have followed that was
     * in time, and of those that were missed nothing is left.
     *
     * @param due when the pass was due that begins now
     */
    Instant next(Instant due, Instant now) {
        long missed = Duration.between(due, now).dividedBy(interval);
        return due.plus(interval.multipliedBy(missed + 1));
    }

    /** Whether a time is further away than any that {@link #next} gives, which a clock that was set back makes it. */
    boolean isTooFar(Instant due, Instant now) {
        return Duration.between(now, due).compareTo(interval) > 0;
    }
}
