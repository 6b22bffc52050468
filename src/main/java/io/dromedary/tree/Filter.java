package io.dromedary.tree;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * What of a tree takes part. Of the patterns the last one that matches a path decides, and nothing in an excluded folder
 * takes part, whatever matches it. Files that are too small or too large are excluded as well.
 */
public final class Filter {

    /** Everything takes part. */
    public static final Filter NONE = new Filter(List.of(), 0, Long.MAX_VALUE, false);

    private final List<PathPattern> patterns;
    private final long minSize;
    private final long maxSize;
    private final boolean deletesExcluded;
    private final boolean passesOurs;

    /**
     * @param minSize in bytes, of files, at least 0
     * @param maxSize in bytes, of files, at least {@code minSize}
     * @param deletesExcluded whether the replica loses what is excluded, instead of keeping it
     * @throws IllegalArgumentException if no file could have such a size
     */
    public Filter(List<PathPattern> patterns, long minSize, long maxSize, boolean deletesExcluded) {
        this(List.copyOf(patterns), minSize, maxSize, deletesExcluded, false);
        if (minSize < 0 || maxSize < minSize) {
            throw new IllegalArgumentException("min-size must be no more than max-size: " + minSize + ", " + maxSize);
        }
    }

    private Filter(
            List<PathPattern> patterns, long minSize, long maxSize, boolean deletesExcluded, boolean passesOurs) {
        this.patterns = patterns;
        this.minSize = minSize;
        this.maxSize = maxSize;
        this.deletesExcluded = deletesExcluded;
        this.passesOurs = passesOurs;
    }

    /**
     * The filter of the replica: what it excludes stays as it is. What was left unfinished there by a pass that was
     * killed is never excluded, whatever the patterns say, because nobody else would remove it.
     */
    public Filter ofReplica() {
        return deletesExcluded || isEmpty() ? NONE : new Filter(patterns, minSize, maxSize, false, true);
    }

    /** Whether everything takes part, so that there is nothing to ask. */
    public boolean isEmpty() {
        return patterns.isEmpty() && minSize == 0 && maxSize == Long.MAX_VALUE;
    }

    /** Whether an entry, or a folder around it, is excluded. */
    public boolean excludes(Path path, Entry entry) {
        return !isEmpty()
                && !entry.is(Kind.ABSENT)
                && !path.equals(Tree.TOP)
                && (excludes(path, entry.is(Kind.FOLDER)) || isOutOfSize(entry) && !isOurs(path));
    }

    /** Whether a path, or a folder around it, is excluded by a pattern. */
    public boolean excludes(Path path, boolean folder) {
        if (patterns.isEmpty() || isOurs(path)) {
            return false;
        }
        String text = MatchText.of(path);
        for (int end = text.indexOf('/'); end > 0; end = text.indexOf('/', end + 1)) {
            if (matches(text.substring(0, end), true)) {
                return true;
            }
        }
        return !text.isEmpty() && matches(text, folder);
    }

    private boolean isOurs(Path path) {
        return passesOurs && TemporaryName.isIn(MatchText.of(path));
    }

    private boolean matches(String path, boolean folder) {
        for (int i = patterns.size() - 1; i >= 0; i--) {
            if (patterns.get(i).matches(path, folder)) {
                return patterns.get(i).excludes();
            }
        }
        return false;
    }

    private boolean isOutOfSize(Entry entry) {
        return entry.is(Kind.FILE)
                && (entry.stamp().size() < minSize || entry.stamp().size() > maxSize);
    }

    /** Looks into one folder, which is not excluded itself. */
    Inside in(Path folder) {
        return new Inside(folder);
    }

    /** What is excluded directly in one folder. */
    final class Inside {

        private final String folder;
        private final boolean ours;

        private Inside(Path path) {
            String text = patterns.isEmpty() && !passesOurs ? "" : MatchText.of(path);
            this.folder = text.isEmpty() ? "" : text + "/";
            this.ours = passesOurs && TemporaryName.isIn(text);
        }

        boolean excludes(byte[] name, Entry entry) {
            return !entry.is(Kind.ABSENT)
                    && (matchesName(name, entry.is(Kind.FOLDER)) || isOutOfSize(entry) && !isOurs(name));
        }

        /** Whether a pattern does it, and not only a size. */
        boolean matchesName(byte[] name, boolean isFolder) {
            return !patterns.isEmpty() && !isOurs(name) && matches(folder + MatchText.of(name), isFolder);
        }

        private boolean isOurs(byte[] name) {
            return ours || passesOurs && name[0] == '.' && TemporaryName.is(MatchText.of(name));
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Filter filter
                && patterns.equals(filter.patterns)
                && minSize == filter.minSize
                && maxSize == filter.maxSize
                && deletesExcluded == filter.deletesExcluded
                && passesOurs == filter.passesOurs;
    }

    @Override
    public int hashCode() {
        return Objects.hash(patterns, minSize, maxSize, deletesExcluded);
    }

    @Override
    public String toString() {
        return "Filter[" + patterns + ", " + minSize + " to " + maxSize + " bytes"
                + (deletesExcluded ? ", deletes excluded" : "") + "]";
    }
}
