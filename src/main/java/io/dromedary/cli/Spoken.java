package io.dromedary.cli;

import java.time.Duration;

/** Amounts as people say them. */
final class Spoken {

    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Spoken() {}

    /** {@code 512 bytes}, {@code 1.5 MiB}, {@code 340 GiB}: powers of 1024, as in the options, in at most ten letters. */
    static String size(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (Math.round(amount) >= 1024) {
            amount /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        // Rounded in whole tenths, because 9.96 has to become 10 and not 10.0.
        long tenths = Math.round(amount * 10);
        String number = tenths < 100 ? tenths / 10 + "." + tenths % 10 : Long.toString(Math.round(amount));
        return number + " " + UNITS[unit];
    }

    /** {@code 7 s}, {@code 3 min 20 s}, {@code 2 h 5 min}, {@code 3 d 4 h}: the two largest parts. */
    static String span(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        } else if (seconds < 3600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        } else if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long large, String unit, long small, String smallUnit) {
        return large + " " + unit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
