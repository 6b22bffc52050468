package io.dromedary.plan;

import io.dromedary.tree.Kind;
import java.nio.file.Path;

/**
 * A path that could not be read or written.
 *
 * @param could what could not be done, as in "could not be <em>read</em>"
 * @param why a phrase for the end of the line
 */
public record Problem(Kind kind, Path path, String could, String why) {}
