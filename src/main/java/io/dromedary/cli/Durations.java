package io.dromedary.cli;

import java.time.Duration;

/** Lengths of time for people, with one unit or two: {@code 7 s}, {@code 3 min}, {@code 2 h 5 min}. */
final class Durations {

    private static final long FEW_MINUTES = 10;

    private Durations() {}

    static String text(Duration time) {
        long seconds = time.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        } else if (time.toMinutes() < FEW_MINUTES) {
            return two(time.toMinutes(), "min", seconds % 60, "s");
        } else if (time.toHours() == 0) {
            return time.toMinutes() + " min";
        } else if (time.toDays() == 0) {
            return two(time.toHours(), "h", time.toMinutes() % 60, "min");
        }
        return two(time.toDays(), "d", time.toHours() % 24, "h");
    }

    private static String two(long more, String unit, long less, String smallerUnit) {
        return more + " " + unit + (less == 0 ? "" : " " + less + " " + smallerUnit);
    }
}
