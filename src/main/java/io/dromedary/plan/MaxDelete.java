package io.dromedary.plan;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many files a pass may delete.
 *
 * @param limit a number of files, or a percentage of the replica's files
 * @param percent whether the limit is a percentage, 0 to 100
 * @param given whether somebody chose it; the default alone is not applied to a handful of deletions
 */
public record MaxDelete(long limit, boolean percent, boolean given) {

    /** Half of the replica. */
    public static final MaxDelete DEFAULT = new MaxDelete(50, true, false);

    private static final Pattern FORM = Pattern.compile("([0-9]{1,18})(%?)");
    private static final int HANDFUL = 20;

    public MaxDelete {
        if (limit < 0 || percent && limit > 100) {
            throw new IllegalArgumentException(
                    "max-delete must be a number of files, or 0% to 100%: " + limit + (percent ? "%" : ""));
        }
    }

    /**
     * Reads {@code N} or {@code P%}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static MaxDelete parse(String text) {
        Matcher form = FORM.matcher(text.trim());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    "max-delete must be a number of files or a percentage such as 10%: " + text);
        }
        return new MaxDelete(Long.parseLong(form.group(1)), !form.group(2).isEmpty(), true);
    }

    boolean allowsAll() {
        return percent && limit == 100;
    }

    boolean allows(long deletions, long files) {
        if (!given && deletions < HANDFUL) {
            return true;
        }
        return percent ? deletions * 100.0 <= (double) limit * files : deletions <= limit;
    }

    @Override
    public String toString() {
        return limit + (percent ? "%" : "");
    }
}
