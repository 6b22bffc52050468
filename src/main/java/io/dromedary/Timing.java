package io.dromedary;

import java.util.Objects;

/**
 * When passes are made, besides the interval.
 *
 * @param schedule when full passes are due, or null if they go by the interval
 * @param window when passes may begin that nobody has asked for
 */
public record Timing(Schedule schedule, Window window) {

    /** By the interval, day and night. */
    public static final Timing USUAL = new Timing(null, Window.ALWAYS);

    public Timing {
        Objects.requireNonNull(window, "window");
        if (schedule != null) {
            Timetable.check(schedule, window);
        }
    }

    /** Whether the job knows better than a route when a pass is due. */
    public boolean isOwn() {
        return schedule != null || !window.isAlways();
    }
}
