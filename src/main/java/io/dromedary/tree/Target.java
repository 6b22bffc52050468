package io.dromedary.tree;

import io.dromedary.posix.PathBytes;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where a link points, as the bytes that it holds. A {@link Path} in their place would lose slashes that stand side by
 * side, and one at the end, which tells that a folder is meant.
 */
public final class Target {

    private final byte[] bytes;

    private Target(byte[] bytes) {
        this.bytes = bytes;
    }

    /** What a link holds. */
    public static Target of(byte[] bytes) {
        return new Target(bytes.clone());
    }

    /** What a link holds, as far as the JDK tells. */
    public static Target of(Path path) {
        return new Target(PathBytes.of(path));
    }

    /** The bytes for a new link. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The same as near as a path comes to it. */
    public Path path() {
        return PathBytes.path(bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Target target && Arrays.equals(bytes, target.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** On one line, as a path in the log. */
    @Override
    public String toString() {
        return PathText.escape(bytes);
    }
}
