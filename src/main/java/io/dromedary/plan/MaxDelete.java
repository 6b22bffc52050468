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
        new Amount(limit, percent).checked("max-delete");
    }

    /**
     * Reads {@code N} or {@code P%}.
     *
     * @throws IllegalArgumentException if the text is neither
     */
    public static MaxDelete parse(String text) {
        Amount amount = Amount.parse("max-delete", text);
        return new MaxDelete(amount.limit(), amount.percent(), true);
    }

    boolean allowsAll() {
        return percent && limit == 100;
    }

    boolean allows(long deletions, long files) {
        if (!given && deletions < HANDFUL) {
            return true;
        }
        return new Amount(limit, percent).allows(deletions, files);
    }

    @Override
    public String toString() {
        return new Amount(limit, percent).toString();
    }
}
