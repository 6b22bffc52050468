package io.dromedary.apply;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.LinkGroup;
import io.dromedary.tree.Entry;
import io.dromedary.tree.FileKey;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings files that have several names. Where hard links are kept, the first name of a file is copied, unless one stands in
 * the replica already, and the others become hard links of it. Names of one file wait for each other, and for nothing
 * else. Safe for use by several threads.
 */
final class Linker {

    /** A file of the replica that stands for one of the source, with what this pass knows of it. Used under its own lock. */
    private static final class Shared {
        private Stamp source;
        private Stamp replica;
        private Fingerprint content;

        /** Each with where it stands before the pass, which counts as one of them. */
        private final Map<Path, Path> names = new LinkedHashMap<>();

        private boolean dressed;
        private boolean adjusted;

        void begin(Path path, Result copied) {
            source = copied.source().stamp();
            replica = copied.replica().stamp();
            content = copied.content();
            names.clear();
            names.put(path, path);
            dressed = true;
            adjusted = false;
        }
    }

    private final boolean areKept;
    private final Tree source;
    private final Path root;
    private final Disk disk;
    private final Index index;
    private final Folders folders;
    private final Attributes attributes;
    private final Copier copier;
    private final Map<FileKey, Shared> files = new ConcurrentHashMap<>();
    private volatile boolean refused;

    /** @param groups files of which some names stand in the replica */
    Linker(
            Comparison comparison,
            Disk disk,
            Folders folders,
            Attributes attributes,
            Copier copier,
            List<LinkGroup> groups) {
        this.areKept = comparison.metadata().kept().hardLinks();
        this.source = comparison.source();
        this.root = comparison.replica().root();
        this.disk = disk;
        this.index = comparison.index();
        this.folders = folders;
        this.attributes = attributes;
        this.copier = copier;
        for (LinkGroup group : groups) {
            Shared file = of(group.source());
            file.source = group.source();
            file.replica = group.replica();
            group.names().forEach(name -> file.names.put(name.path(), name.from()));
        }
    }

    /** Whether hard links are kept. */
    boolean areKept() {
        return areKept;
    }

    /** Whether a file of the source has names that are to be hard links of each other. */
    boolean concerns(Entry entry) {
        return areKept && entry.is(Kind.FILE) && entry.links() > 1;
    }

    private Shared of(Stamp stamp) {
        return files.computeIfAbsent(FileKey.of(stamp), key -> new Shared());
    }

    /**
     * Copies what stands at a path in the source, or makes it a hard link of what was copied.
     *
     * @param kind what the plan saw there
     * @param replaces what the plan saw in the replica
     * @param stays whether what stands in the replica has the right content, and may stay if it cannot be a hard link
     */
    Result bring(Path path, Kind kind, Kind replaces, boolean stays) throws IOException {
        Entry entry = areKept && kind == Kind.FILE ? source.entry(path) : Entry.ABSENT;
        if (!concerns(entry)) {
            return copier.copy(path, kind, replaces);
        }
        Shared file = of(entry.stamp());
        synchronized (file) {
            return bring(file, entry, path, replaces, stays);
        }
    }

    /**
     * Gives what stands at a path the metadata of its source. What has other names is left to them, and copied, unless
     * all of them are names of the same file in the source.
     */
    Result adjust(Path path, Entry entry, Entry stands) throws IOException {
        if (!concerns(entry)) {
            if (stands.is(Kind.FOLDER) || stands.links() == 1) {
                return attributes.adjust(path, entry, stands);
            }
            boolean same = attributes.same(path, entry, stands);
            return same ? Result.of(Outcome.UNCHANGED) : copier.copy(path, entry.kind(), stands.kind());
        }
        Shared file = of(entry.stamp());
        synchronized (file) {
            return bring(file, entry, path, stands.kind(), true);
        }
    }

    private Result bring(Shared file, Entry entry, Path path, Kind replaces, boolean stays) throws IOException {
        Path other = standing(file, entry);
        Entry stands = disk.entry(path);
        if (other == null) {
            return copyFirst(file, entry, path, replaces);
        } else if (stands.is(Kind.FILE) && stands.stamp().sameFile(file.replica)) {
            return file.adjusted ? Result.done(entry, stands) : Result.of(Outcome.UNCHANGED);
        }
        Entry linked = link(other, path, replaces);
        if (linked != null) {
            file.names.put(path, path);
            return new Result(Outcome.DONE, 0, content(file, other), entry, linked, other);
        }
        refused = true;
        return stays && stands.is(Kind.FILE) && stands.links() == 1
                ? attributes.adjust(path, entry, stands)
                : copier.copy(path, Kind.FILE, replaces);
    }

    private Result copyFirst(Shared file, Entry entry, Path path, Kind replaces) throws IOException {
        Result copied = copier.copy(path, Kind.FILE, replaces);
        boolean placed = copied.outcome() == Outcome.DONE
                && copied.replica().is(Kind.FILE)
                && copied.source().stamp().sameFile(entry.stamp());
        if (placed) {
            file.begin(path, copied);
        }
        return copied;
    }

    /** A name that others can be hard links of, with its metadata right, or null. */
    private Path standing(Shared file, Entry entry) throws IOException {
        if (!entry.stamp().equals(file.source)) {
            return null;
        }
        for (Path path : file.names.keySet()) {
            if (stands(file, path)) {
                return file.dressed || dress(file, path, entry) ? path : null;
            }
        }
        return null;
    }

    /** Whether a name is still one of the file. A new name, or a lost one, changes nothing but its change time. */
    private boolean stands(Shared file, Path path) {
        try {
            folders.reach(Folders.parent(path));
        } catch (IOException e) {
            // Whoever is to move that folder tells of it.
            return false;
        }
        Entry now = disk.entry(path);
        return now.is(Kind.FILE) && now.stamp().isLike(file.replica);
    }

    /** Sets the metadata of a file, unless it has names that are not ours. */
    private boolean dress(Shared file, Path path, Entry entry) throws IOException {
        Entry before = disk.entry(path);
        try {
            if (!before.is(Kind.FILE)) {
                return false;
            } else if (!attributes.same(path, entry, before)) {
                if (before.links() != ours(file)) {
                    return false;
                }
                Result adjusted = attributes.adjust(path, entry, before);
                file.adjusted = adjusted.outcome() == Outcome.DONE;
                file.replica = file.adjusted ? adjusted.replica().stamp() : file.replica;
            }
        } catch (NoSuchFileException e) {
            return false;
        }
        file.dressed = true;
        return true;
    }

    private long ours(Shared file) {
        return file.names.entrySet().stream()
                .filter(name -> stands(file, name.getKey())
                        || !name.getKey().equals(name.getValue()) && stands(file, name.getValue()))
                .count();
    }

    /** Makes a hard link, and gives what stands there then; null if there can be none. */
    private Entry link(Path other, Path path, Kind replaces) throws IOException {
        folders.make(Folders.parent(path));
        Path temporary = folders.temporary(path);
        if (!folders.in(path, () -> disk.link(root, other, temporary))) {
            return null;
        }
        boolean placed = false;
        try {
            Entry now = copier.place(temporary, path, replaces);
            placed = true;
            return now;
        } finally {
            folders.discardUnless(placed, temporary, Kind.FILE);
        }
    }

    private Fingerprint content(Shared file, Path name) {
        if (file.content == null) {
            file.content = index.find(name)
                    .filter(known -> known.source().equals(file.source))
                    .map(Known::content)
                    .orElse(null);
        }
        return file.content;
    }

    /** Whether some file of the replica could not have another name in this pass. */
    boolean isRefused() {
        return refused;
    }
}
