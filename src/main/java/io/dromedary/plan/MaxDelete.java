package io.dromedary.plan;

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

    private static final int HANDFUL = 20;

    public MaxDelete {
        if (limit < 0 || percent && limit > 100) {
            throw new IllegalArgumentException("max-delete must be a number of files, or 0% to 100%: " + limit);
        }
    }

    /**
     * Reads {@code N} or {@code P%}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static MaxDelete parse(String text) {
        String trimmed = text.trim();
        boolean percent = trimmed.endsWith("%");
        try {
            long limit = Long.parseLong(percent ? trimmed.substring(0, trimmed.length() - 1) : trimmed);
            return new MaxDelete(limit, percent, true);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "max-delete must be a number of files or a percentage such as 10%: " + text);
        }
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
