package io.dromedary;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When full passes are due.
 *
 * @param interval from the start of one to the start of the next, longer than nothing
 * @param schedule what is gone by in place of the interval, or null
 * @param window when passes may begin
 */
record Timetable(Duration interval, Schedule schedule, Window window) {

    /** So many times outside the window, which for one a day is ten years, and there will be none within it. */
    private static final int MOST_TRIES = 4_000;

    static Timetable of(Job job) {
        return new Timetable(
                job.interval(), job.timing().schedule(), job.timing().window());
    }

    /** @throws IllegalArgumentException if no time of the schedule lies in the window */
    static void check(Schedule schedule, Window window) {
        if (scheduled(schedule, window, Instant.EPOCH).isEmpty()) {
            throw new IllegalArgumentException("schedule \"" + schedule
                    + "\" names no time in the window: no pass would" + " ever begin; change one of them");
        }
    }

    /** When the first pass of a process is due that starts at some time. */
    Instant first(Instant start) {
        return schedule == null ? window.open(start) : scheduled(start);
    }

    /**
     * When the next pass is due. One that begins late is followed at the time at which one would have followed that was
     * in time, and of those that were missed nothing is left.
     *
     * @param due when the pass was due that begins now
     */
    Instant next(Instant due, Instant now) {
        if (schedule != null) {
            return scheduled(now);
        }
        long missed = Duration.between(due, now).dividedBy(interval);
        return window.open(due.plus(interval.multipliedBy(missed + 1)));
    }

    /** What becomes of a time when it has been missed until a window closed, or when somebody has set the clock back. */
    Instant review(Instant due, Instant now) {
        if (!now.isBefore(due)) {
            return window.isOpen(now) ? due : window.open(now);
        } else if (schedule != null) {
            Instant next = scheduled(now);
            return next.isBefore(due) ? next : due;
        }
        boolean tooFar = due.isAfter(window.open(now.plus(interval)));
        return tooFar ? window.open(now) : due;
    }

    private Instant scheduled(Instant after) {
        return scheduled(schedule, window, after).orElseThrow();
    }

    private static Optional<Instant> scheduled(Schedule schedule, Window window, Instant after) {
        Instant next = schedule.next(after);
        for (int i = 0; i < MOST_TRIES; i++) {
            if (window.isOpen(next)) {
                return Optional.of(next);
            }
            next = schedule.next(window.open(next).minusNanos(1));
        }
        return Optional.empty();
    }
}
