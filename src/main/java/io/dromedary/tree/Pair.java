package io.dromedary.tree;

import java.nio.file.Path;

/**
 * What stands at one relative path on either side.
 *
 * @param path relative to both roots
 * @param source never null
 * @param replica never null
 */
public record Pair(Path path, Entry source, Entry replica) {

    /** Whether nothing stands at the path in the replica. */
    public boolean sourceOnly() {
        return replica.is(Kind.ABSENT);
    }

    /** Whether the path is extraneous. */
    public boolean replicaOnly() {
        return source.is(Kind.ABSENT);
    }
}
