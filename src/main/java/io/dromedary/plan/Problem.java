package io.dromedary.plan;

import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.nio.file.Path;

/**
 * A path that could not be read or written, or must not be trusted.
 *
 * @param could what could not be done, as in "could not be <em>read</em>"
 * @param why a phrase for the end of the line
 * @param rot whether somebody has to look after it: the file of the source has rotted
 */
public record Problem(Kind kind, Path path, String could, String why, boolean rot) {

    public Problem(Kind kind, Path path, String could, String why) {
        this(kind, path, could, why, false);
    }

    /** A file of the source that has another content, though nothing else of it changed. */
    public static Problem rot(Path path) {
        String why =
                "its content changed, and its times did not (rot); the replica is kept: restore the file from there,"
                        + " or take it as good with --accept "
                        + PathText.of(path);
        return new Problem(Kind.FILE, path, "trusted", why, true);
    }
}
