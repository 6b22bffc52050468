package io.dromedary.posix;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;

/**
 * A path with more bytes than one call takes ({@code PATH_MAX} in limits.h), as an open folder and what is left of it from
 * there.
 */
final class LongPath implements Closeable {

    /** Stands for the working folder, or for none, where the path is absolute (man 2 openat). */
    static final int AT_FDCWD = -100;

    /** The most bytes that a call takes, without the zero after them. */
    private static final int MOST = 4095;

    private int folder = AT_FDCWD;
    private byte[] rest;

    /** Opens a folder by a piece of the path. */
    @FunctionalInterface
    interface Step {
        int open(int folder, byte[] piece) throws IOException;
    }

    /** @param step says what becomes of links on the way */
    LongPath(byte[] path, Step step) throws IOException {
        this.rest = path;
        boolean found = false;
        try {
            while (is(rest)) {
                int end = lastSlash(rest);
                if (end <= 0) {
                    // One name of this length, which the call will refuse in its own words.
                    break;
                }
                enter(step.open(folder, Arrays.copyOf(rest, end)));
                rest = Arrays.copyOfRange(rest, end + 1, rest.length);
            }
            found = true;
        } finally {
            if (!found) {
                close();
            }
        }
    }

    /** Whether a path is too long for one call. */
    static boolean is(byte[] path) {
        return path.length > MOST;
    }

    private static int lastSlash(byte[] path) {
        int end = MOST;
        while (end > 0 && path[end] != '/') {
            end--;
        }
        return end;
    }

    private void enter(int next) {
        close();
        folder = next;
    }

    /** The folder that the rest of the path begins at. */
    int folder() {
        return folder;
    }

    /** What a call takes in that folder. */
    byte[] rest() {
        return rest;
    }

    @Override
    public void close() {
        if (folder != AT_FDCWD) {
            LibC.close(folder);
            folder = AT_FDCWD;
        }
    }
}
