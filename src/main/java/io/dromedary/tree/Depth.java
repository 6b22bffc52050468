package io.dromedary.tree;

import io.dromedary.posix.PathBytes;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * How deep a tree may be. All paths of a chain of folders together take the square of its depth, so that a tree that
 * somebody made for the purpose would take all memory there is. A folder that lies deeper is one that cannot be listed.
 */
final class Depth {

    /** Paths of no more characters than this are not asked about. */
    private static final int SHORT = 1024;

    /** How many paths of about one length are under way at a time: each task and event that waits has some of it. */
    private static final long UNDER_WAY = 2500;

    /** Of each level a pass remembers the path twice. */
    private static final long COPIES = 2;

    private Depth() {}

    /**
     * Lets a folder pass that lies no deeper than memory allows.
     *
     * @throws FileSystemException if it does
     */
    static void check(Path folder) throws IOException {
        if (folder.toString().length() <= SHORT) {
            return;
        }
        int bytes = PathBytes.of(folder).length;
        if (!fits(bytes, folder.getNameCount(), Runtime.getRuntime().maxMemory())) {
            throw new FileSystemException(
                    folder.toString(),
                    null,
                    "its path has " + bytes + " bytes, and what is in it takes more memory than there is; give more"
                            + " with java -Xmx");
        }
    }

    /**
     * Whether half of the memory is enough.
     *
     * @param memory in bytes
     */
    static boolean fits(long bytes, long names, long memory) {
        // A path in use knows where each of its names begins.
        long path = bytes + names * Integer.BYTES / COPIES;
        return path * (COPIES * names + UNDER_WAY) <= memory / 2;
    }
}
