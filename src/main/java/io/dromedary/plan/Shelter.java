package io.dromedary.plan;

import io.dromedary.tree.Filter;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import io.dromedary.tree.Walk;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Folders of the replica that hold something that is excluded, and therefore stay where they are. Before a folder is
 * removed, replaced or moved as a whole, all of it is looked through. Safe for use by several threads.
 */
final class Shelter {

    private final Tree replica;
    private final Filter filter;
    private final StopSignal stop;
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    Shelter(Comparison comparison) {
        this.replica = comparison.replica().unfiltered();
        this.filter = comparison.replica().filter();
        this.stop = comparison.stop();
    }

    /** Whether the replica keeps nothing that is excluded, so that there is nothing to look for. */
    boolean isEmpty() {
        return filter.isEmpty();
    }

    /** Finds all folders at and below one that have to stay. */
    void find(Path folder) throws StoppedException {
        look(folder, folder);
    }

    /** Whether a folder is one of those that were found. */
    boolean holds(Path folder) {
        return folders.contains(folder);
    }

    /** Whether a folder has to stay, which is looked through for that. */
    boolean has(Path folder) throws StoppedException {
        find(folder);
        return holds(folder);
    }

    /** Whether a folder may have another path: nothing in it must be excluded, neither as it is nor there. */
    boolean frees(Path folder, Path to) throws StoppedException {
        return isEmpty() || !look(folder, to);
    }

    private boolean look(Path folder, Path to) throws StoppedException {
        boolean found = false;
        Walk walk = isEmpty() ? null : Walk.ofReplica(replica, folder);
        for (Pair pair = walk == null ? null : walk.next(); pair != null; pair = walk.next()) {
            stop.check();
            if (filter.excludes(pair.path(), pair.replica())) {
                found = true;
                add(pair.path());
                walk.skipContent();
            } else if (!to.equals(folder)
                    && filter.excludes(to.resolve(folder.relativize(pair.path())), pair.replica())) {
                found = true;
            }
        }
        return found;
    }

    private void add(Path excluded) {
        Path around = excluded.getParent();
        while (around != null && folders.add(around)) {
            around = around.getParent();
        }
    }
}
