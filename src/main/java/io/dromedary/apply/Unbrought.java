package io.dromedary.apply;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Index.FolderKey;
import io.dromedary.plan.Metadata;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a pass could not bring from the source. It may have been renamed, and then what is extraneous in the replica is its
 * only copy. A file is known by what the index has for the copy, or by size and modification time, which a rename keeps;
 * a folder by what the index has for it.
 */
final class Unbrought {

    private record Likeness(long size, long modified) {}

    private final Metadata metadata;
    private final Index index;
    private final Set<Likeness> files = ConcurrentHashMap.newKeySet();
    private final Set<FolderKey> keys = ConcurrentHashMap.newKeySet();
    private final Set<Path> folders = ConcurrentHashMap.newKeySet();

    Unbrought(Metadata metadata, Index index) {
        this.metadata = metadata;
        this.index = index;
    }

    /** Remembers a file that could not be copied, or a folder that could not be read. */
    void add(Entry source) {
        if (source.is(Kind.FILE)) {
            files.add(likeness(source));
        }
        if (source.stamp() != null) {
            FolderKey.of(source.stamp()).map(FolderKey::ageless).ifPresent(keys::add);
        }
    }

    /** Keeps a folder of the replica that was to be moved, with all that is in it. */
    void add(Path folder) {
        folders.add(folder);
    }

    /**
     * Whether an entry of the replica may be the last copy of one of them.
     *
     * @param path where it stood before the pass
     */
    boolean mayBe(Path path, Entry replica) {
        return switch (replica.kind()) {
            case FOLDER -> folders.contains(path) || !keys.isEmpty() && knownAs(index.folder(path));
            case FILE ->
                !keys.isEmpty() && knownAs(index.find(path).flatMap(known -> FolderKey.of(known.source())))
                        || files.contains(likeness(replica));
            default -> false;
        };
    }

    private boolean knownAs(Optional<FolderKey> key) {
        return key.isPresent() && keys.contains(key.get().ageless());
    }

    private Likeness likeness(Entry file) {
        // Where times are not kept, a copy has its own, and any of the same size may be it.
        long time = metadata.kept().times() ? metadata.floor(file.stamp().modified()) : 0;
        return new Likeness(file.stamp().size(), time);
    }
}
