package io.dromedary.cli;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts a second, as rsync and rclone write them: a number of KiB, or one with K, M or G (powers of 1024). */
final class Rates {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([KMG]?)", Pattern.CASE_INSENSITIVE);

    private Rates() {}

    /**
     * Reads a rate.
     *
     * @return bytes a second, at least 1
     * @throws IllegalArgumentException if the text is none
     */
    static long parse(String text) {
        Matcher form = FORM.matcher(text.strip());
        long bytes = form.matches() ? bytes(form) : 0;
        if (bytes <= 0) {
            throw new IllegalArgumentException("bwlimit must be a rate such as 500K, 10M or 1.5G: " + text);
        }
        return bytes;
    }

    private static long bytes(Matcher form) {
        long unit = switch (form.group(2).toUpperCase(Locale.ROOT)) {
            case "M" -> 1L << 20;
            case "G" -> 1L << 30;
            default -> 1L << 10;
        };
        return new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }
}
