package io.dromedary.plan;

import io.dromedary.tree.Branch;
import io.dromedary.tree.Pair;
import java.nio.file.Path;

/**
 * A pair that one side has nothing for.
 *
 * @param around the branch that it was found in
 */
record OneSided(Branch around, Pair pair) {

    /** Where it stands in the replica, before folders are moved. */
    Path replicaPath() {
        return around.replicaPath(pair);
    }

    /** Whether it was found in a folder that will be moved. */
    boolean isBelowMoved() {
        return !around.replicaPath().equals(around.pair().path());
    }
}
