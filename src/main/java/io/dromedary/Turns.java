package io.dromedary;

import java.time.Instant;

/** Whose turn it is: the next full pass, whenever it is due or somebody asks for it, or nobody's while the job is paused. */
final class Turns {

    private final Timetable timetable;
    private Instant due;
    private boolean asked;
    private boolean paused;

    Turns(Timetable timetable, Instant start, boolean paused) {
        this.timetable = timetable;
        this.due = timetable.first(start);
        this.paused = paused;
    }

    /** Whether a full pass is to begin. */
    synchronized boolean isFull(Instant now) {
        return asked || !paused && (!now.isBefore(due) || timetable.isTooFar(due, now));
    }

    /** Whether a pass over what has changed may begin. */
    synchronized boolean mayLook() {
        return !paused;
    }

    /** A full pass begins, in time or not. */
    synchronized void began(Instant now) {
        asked = false;
        if (now.isBefore(due) && !timetable.isTooFar(due, now)) {
            return;
        }
        due = timetable.next(now.isBefore(due) ? now : due, now);
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
