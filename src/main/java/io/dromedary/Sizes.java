package io.dromedary;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of bytes as people write them, a number with K, M, G or T (powers of 1024) or without, and as they read them. */
public final class Sizes {

    private static final Pattern FORM =
            Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)([KMGT]?)", Pattern.CASE_INSENSITIVE);

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    private static final double STEP = 1024;

    private Sizes() {}

    /** An amount for people, such as {@code 6 B}, {@code 1.5 KiB} or {@code 340 MiB}: at most eight letters. */
    public static String text(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (Math.round(amount) >= STEP) {
            amount /= STEP;
            unit++;
        }
        // Rounded in whole tenths, because 9.96 has to become 10 and not 10.0.
        long tenths = Math.round(amount * 10);
        String number = unit == 0 || tenths >= 100 || tenths % 10 == 0
                ? Long.toString(Math.round(amount))
                : tenths / 10 + "." + tenths % 10;
        return number + " " + UNITS[unit];
    }

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
