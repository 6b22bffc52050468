package io.dromedary.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number of files, or a share of all of them.
 *
 * @param percent whether the limit is a percentage, 0 to 100
 */
public record Amount(long limit, boolean percent) {

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(%?)");

    /**
     * Reads {@code N} or {@code P%}.
     *
     * @param option what it is for, named if it is wrong
     * @throws IllegalArgumentException if the text is neither
     */
    public static Amount parse(String option, String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    option + " must be a number of files or a percentage such as 10%: " + text);
        }
        return new Amount(Long.parseLong(form.group(1)), !form.group(2).isEmpty()).checked(option);
    }

    Amount checked(String option) {
        if (limit < 0 || percent && limit > 100) {
            throw new IllegalArgumentException(option + " must be a number of files, or 0% to 100%: " + this);
        }
        return this;
    }

    /** @param all of what a percentage is taken */
    boolean allows(long count, long all) {
        return percent ? count * 100.0 <= (double) limit * all : count <= limit;
    }

    @Override
    public String toString() {
        return limit + (percent ? "%" : "");
    }
}
