package io.dromedary;

import java.nio.file.Path;
import java.util.Set;

/**
 * Where something may have changed.
 *
 * @param everything whether that cannot be said, so that all has to be looked at
 * @param folders paths relative to the source
 */
record Hints(boolean everything, Set<Path> folders) {

    static final Hints NONE = new Hints(false, Set.of());
}
