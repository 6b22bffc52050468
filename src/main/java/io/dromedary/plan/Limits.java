package io.dromedary.plan;

import io.dromedary.tree.PathText;
import java.nio.file.Path;

/**
 * What a source must be like for a pass to change anything, apart from what may be deleted.
 *
 * @param maxUpdate how many files may be updated, or null for any number
 * @param require what has to stand in the source, relative to it, or null
 */
public record Limits(Amount maxUpdate, Path require) {

    /** Anything goes. */
    public static final Limits NONE = new Limits(null, null);

    public Limits {
        if (require != null) {
            Path inside = require.normalize();
            boolean top = inside.toString().isEmpty();
            if (inside.getRoot() != null || top || inside.startsWith("..")) {
                throw new IllegalArgumentException("require must be a path inside the source, relative to it, such as"
                        + " .mounted: " + PathText.of(require));
            }
            require = inside;
        }
    }
}
