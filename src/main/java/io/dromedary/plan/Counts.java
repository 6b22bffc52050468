package io.dromedary.plan;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;

/**
 * How much something is.
 *
 * @param entries folders, files, links and all else
 * @param files entries that are no folders
 * @param bytes content of the files
 * @param newest the latest modification time of a file, in nanoseconds since 1970
 */
public record Counts(long entries, long files, long bytes, long newest) {

    public static final Counts NONE = new Counts(0, 0, 0, Long.MIN_VALUE);

    /** One entry. */
    public static Counts of(Entry entry) {
        if (entry.is(Kind.ABSENT)) {
            return NONE;
        }
        boolean file = entry.is(Kind.FILE);
        return new Counts(
                1,
                entry.is(Kind.FOLDER) ? 0 : 1,
                file ? entry.stamp().size() : 0,
                file ? entry.stamp().modified() : Long.MIN_VALUE);
    }

    /** @param less part of this */
    Counts minus(Counts less) {
        return new Counts(entries - less.entries, files - less.files, bytes - less.bytes, newest);
    }

    /** Both together. */
    public Counts plus(Counts more) {
        return new Counts(
                entries + more.entries, files + more.files, bytes + more.bytes, Math.max(newest, more.newest));
    }
}
