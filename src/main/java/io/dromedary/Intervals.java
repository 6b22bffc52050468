package io.dromedary;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them: {@code 10} (seconds), {@code 90s}, {@code 15m}, {@code 1h30m}, {@code 2 days}. The
 * larger unit comes first.
 */
public final class Intervals {

    private static final String NUMBER = "([0-9]{1,9}(?:\\.[0-9]{1,3})?)";
    private static final Pattern SECONDS_ONLY = Pattern.compile(NUMBER);
    private static final Pattern PARTS =
            Pattern.compile(part("d|days?") + part("h|hours?") + part("m|mins?|minutes?") + part("s|secs?|seconds?"));
    private static final long[] SECONDS = {86_400, 3_600, 60, 1};

    private Intervals() {}

    private static String part(String units) {
        return "(?:" + NUMBER + " ?(?:" + units + ")(?![a-z]) ?)?";
    }

    /**
     * Reads a duration.
     *
     * @param option what it is the value of
     * @throws IllegalArgumentException if the text is none, or is nothing long
     */
    public static Duration parse(String option, String text) {
        BigDecimal seconds = seconds(text.trim());
        if (seconds == null) {
            throw new IllegalArgumentException(
                    option + " must be seconds, or a duration such as 90s, 15m, 1h30m or 2 days: " + text);
        }
        long millis = seconds.movePointRight(3).longValue();
        if (millis == 0) {
            throw new IllegalArgumentException(option + " must be longer than nothing: " + text);
        }
        return Duration.ofMillis(millis);
    }

    private static BigDecimal seconds(String text) {
        if (SECONDS_ONLY.matcher(text).matches()) {
            return new BigDecimal(text);
        }
        Matcher parts = PARTS.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return null;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (int i = 0; i < SECONDS.length; i++) {
            String number = parts.group(i + 1);
            if (number != null) {
                sum = sum.add(new BigDecimal(number).multiply(BigDecimal.valueOf(SECONDS[i])));
            }
        }
        return sum;
    }
}
