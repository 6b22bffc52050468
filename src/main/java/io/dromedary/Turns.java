package io.dromedary;

import java.time.Instant;

/** Whose turn it is: the next full pass, whenever it is due or somebody asks for it, or nobody's while the job is paused. */
final class Turns {

    private final Timetable timetable;
    private Instant due;
    private Instant seen;
    private boolean asked;
    private boolean paused;

    Turns(Timetable timetable, Instant start, boolean paused) {
        this.timetable = timetable;
        this.due = timetable.first(start);
        this.seen = start;
        this.paused = paused;
    }

    /** Whether a full pass is to begin. */
    synchronized boolean isFull(Instant now) {
        return isDue(now) && !paused || asked;
    }

    private boolean isDue(Instant now) {
        // This is asked many times a second, and only these two can have changed anything.
        if (!now.isBefore(due) || now.isBefore(seen)) {
            due = timetable.review(due, now);
        }
        seen = now;
        return !now.isBefore(due);
    }

    /** Whether a pass over what has changed may begin. */
    synchronized boolean mayLook(Instant now) {
        return !paused && timetable.window().isOpen(now);
    }

    /** A full pass begins, in time or not. */
    synchronized void began(Instant now) {
        asked = false;
        if (isDue(now)) {
            due = timetable.next(due, now);
        }
    }

    /** A full pass is to begin at once, paused or not. */
    synchronized void ask() {
        asked = true;
    }

    synchronized void pause(boolean wanted) {
        paused = wanted;
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** When the next full pass is due. */
    synchronized Instant next() {
        return due;
    }
}
