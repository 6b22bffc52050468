package io.dromedary.apply;

import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.Path;

/**
 * What became of one entry of a removal.
 *
 * @param path relative to the replica, under the name that the entry had before the pass
 * @param failure why it is still there, or null
 */
public record Removed(Path path, Kind kind, IOException failure) {}
