package io.dromedary.apply;

import io.dromedary.plan.Metadata;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The source files that a pass could not bring. One of them may have been renamed, and then the extraneous file in the
 * replica is its only copy: a rename keeps size and modification time, so that is how such a file is known.
 */
final class Unbrought {

    private record Likeness(long size, long modified) {}

    private final Metadata metadata;
    private final Set<Likeness> files = ConcurrentHashMap.newKeySet();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    Unbrought(Metadata metadata) {
        this.metadata = metadata;
    }

    void add(Entry source) {
        if (source.is(Kind.FILE)) {
            files.add(likeness(source));
        }
    }

    /** Keeps a folder of the replica that was to be moved, with all that is in it. */
    void add(Path folder) {
        folders.add(folder);
    }

    /** Whether an entry of the replica may be the last copy of one of them. */
    boolean mayBe(Path path, Entry replica) {
        return folders.contains(path) || !files.isEmpty() && replica.is(Kind.FILE) && files.contains(likeness(replica));
    }

    private Likeness likeness(Entry file) {
        return new Likeness(file.stamp().size(), metadata.floor(file.stamp().modified()));
    }
}
