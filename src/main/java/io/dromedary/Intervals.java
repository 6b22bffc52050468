package io.dromedary;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 10} (seconds), {@code 90s}, {@code 15m}, {@code 1h}, {@code 1d}. */
public final class Intervals {

    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,3})?)([smhd]?)");
    private static final Map<String, Integer> SECONDS = Map.of("", 1, "s", 1, "m", 60, "h", 3_600, "d", 86_400);

    private Intervals() {}

    /**
     * Reads a duration.
     *
     * @param option what it is the value of
     * @throws IllegalArgumentException if the text is none, or is nothing long
     */
    public static Duration parse(String option, String text) {
        Matcher matcher = FORM.matcher(text.trim());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    option + " must be seconds, or a duration such as 90s, 15m, 1h or 1d: " + text);
        }
        long millis = new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(SECONDS.get(matcher.group(2)) * 1_000L))
                .longValue();
        if (millis == 0) {
            throw new IllegalArgumentException(option + " must be longer than nothing: " + text);
        }
        return Duration.ofMillis(millis);
    }
}
