package io.dromedary;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sizes of files: a number of bytes, or one with K, M, G or T (powers of 1024). */
public final class Sizes {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([KMGT]?)", Pattern.CASE_INSENSITIVE);

    private Sizes() {}

    /**
     * Reads a size.
     *
     * @return bytes, at least 0
     * @throws IllegalArgumentException if the text is none, naming the option
     */
    public static long parse(String option, String text) {
        Matcher form = FORM.matcher(text.strip());
        BigDecimal bytes = form.matches() ? bytes(form) : BigDecimal.ONE.negate();
        if (bytes.signum() < 0 || bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException(option + " must be a size such as 4096, 500K, 10M or 1.5G: " + text);
        }
        return bytes.longValue();
    }

    private static BigDecimal bytes(Matcher form) {
        int shift = switch (form.group(2).toUpperCase(Locale.ROOT)) {
            case "K" -> 10;
            case "M" -> 20;
            case "G" -> 30;
            case "T" -> 40;
            default -> 0;
        };
        return new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(1L << shift));
    }
}
