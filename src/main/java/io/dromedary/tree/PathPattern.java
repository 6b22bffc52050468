package io.dromedary.tree;

import org.eclipse.jgit.ignore.FastIgnoreRule;

/** A pattern as it stands in a {@code .gitignore}: what it matches is excluded, or with {@code !} before it is not. */
public final class PathPattern {

    private final String line;
    private final FastIgnoreRule rule;

    private PathPattern(String line, FastIgnoreRule rule) {
        this.line = line;
        this.rule = rule;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException if it can match nothing, as one with an open bracket, or a comment
     */
    public static PathPattern of(String line) {
        FastIgnoreRule rule = new FastIgnoreRule(MatchText.withoutLineEnds(line));
        if (rule.isEmpty() || line.matches("!?[/ ]*")) {
            throw new IllegalArgumentException("pattern must be one that can match something: " + line);
        }
        return new PathPattern(line, rule);
    }

    /**
     * Reads a pattern that is not known to be text.
     *
     * @throws IllegalArgumentException if it can match nothing
     */
    public static PathPattern of(byte[] line) {
        return of(MatchText.of(line));
    }

    /** Whether what it matches is excluded. */
    boolean excludes() {
        return rule.getResult();
    }

    /**
     * Whether it matches a path itself, whatever it makes of the folders around.
     *
     * @param path with {@code /} between names
     */
    boolean matches(String path, boolean folder) {
        return rule.isMatch(path, folder, true);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PathPattern pattern && line.equals(pattern.line);
    }

    @Override
    public int hashCode() {
        return line.hashCode();
    }

    @Override
    public String toString() {
        return line;
    }
}
