package io.dromedary.apply;

import io.dromedary.fingerprint.Md5;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Metadata;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps what is overwritten or removed, under the path that it had. An entry has a name in the replica until it has one in
 * the trash: on one file system it gets a second name or is moved, on another one it is copied first. What cannot be kept
 * is neither overwritten nor removed.
 */
final class IntoTrash implements Discard {

    private static final int OWNER_ONLY = 0700;

    private final Disk replica;
    private final Path root;
    private final Disk disk;
    private final Path top;
    private final Folders names;
    private final Attributes attributes;
    private final Md5 md5;
    private final Throttle throttle;

    /** The folders that stand in the trash, by the path that each had in the replica, as it was then. */
    private final Map<Path, Entry> made = new ConcurrentHashMap<>();

    private final Set<Path> dressed = ConcurrentHashMap.newKeySet();

    IntoTrash(Disk replica, PassTrash trash, long pass, Metadata metadata, Md5 md5, Throttle throttle) {
        this.replica = replica;
        this.root = trash.replica();
        this.disk = trash.disk();
        this.top = trash.folder();
        this.names = new Folders(disk, pass);
        // Extended attributes come along by links and renames; a copy on another file system goes without.
        Metadata usual = new Metadata(Fidelity.USUAL, metadata.root(), metadata.tick());
        this.attributes = new Attributes(Tree.plain(root), disk, usual);
        this.md5 = md5;
        this.throttle = throttle;
    }

    @Override
    public <T> T replace(Path path, Folders.Step<T> step) throws IOException {
        Entry old = replica.entry(path);
        if (old.is(Kind.UNREADABLE)) {
            throw old.failure();
        }
        // Nothing takes the name of a folder in one step, so there the step fails and nothing is lost.
        if (old.is(Kind.ABSENT) || old.is(Kind.FOLDER)) {
            return step.run();
        }
        Path kept = keep(path, old);
        boolean replaced = false;
        try {
            T result = step.run();
            replaced = true;
            return result;
        } finally {
            if (!replaced) {
                forget(kept, old.kind());
            }
        }
    }

    private Path keep(Path path, Entry old) throws IOException {
        Path to = named(path, path);
        // Elsewhere than on Linux a second name for a link may be one for what it points to.
        if (old.is(Kind.LINK) || !link(path, to)) {
            copyOrFail(path, old, to);
        }
        return to;
    }

    private boolean link(Path stands, Path to) throws IOException {
        try {
            return disk.link(root, stands, to);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private boolean take(Path stands, Path to) throws IOException {
        try {
            return disk.take(root, stands, to);
        } catch (AccessDeniedException e) {
            // Perhaps the folder in the replica has to lend its permission, and then it is tried again.
            throw e;
        } catch (IOException e) {
            throw replica.entry(stands).is(Kind.ABSENT) ? new NoSuchFileException(stands.toString()) : notKept(e);
        }
    }

    private void copyOrFail(Path stands, Entry old, Path to) throws IOException {
        try {
            copy(stands, old, to);
        } catch (StoppedException e) {
            throw e;
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    @Override
    public void remove(Path stands, Path known, Kind kind) throws IOException {
        if (kind == Kind.FOLDER) {
            removeFolder(stands, known);
            return;
        }
        Entry old = replica.entry(stands);
        if (old.is(Kind.ABSENT)) {
            throw new NoSuchFileException(stands.toString());
        }
        Path to = named(stands, known);
        if (take(stands, to)) {
            return;
        }
        copyOrFail(stands, old, to);
        boolean removed = false;
        try {
            replica.delete(stands, kind);
            removed = true;
        } finally {
            if (!removed) {
                forget(to, kind);
            }
        }
    }

    private void removeFolder(Path stands, Path known) throws IOException {
        try {
            make(stands, known);
            dress(known);
        } catch (IOException e) {
            throw notKept(e);
        }
        replica.delete(stands, Kind.FOLDER);
    }

    private static IOException notKept(IOException e) {
        return new IOException("it could not be kept in the trash: " + Failure.inWords(e), e);
    }

    /** A name in the trash that nothing has, in a folder that stands there. */
    private Path named(Path stands, Path known) throws IOException {
        try {
            return freeName(stands, known);
        } catch (IOException e) {
            throw notKept(e);
        }
    }

    private Path freeName(Path stands, Path known) throws IOException {
        make(Folders.parent(stands), Folders.parent(known));
        Path to = top.resolve(known);
        Entry there = disk.entry(to);
        if (there.is(Kind.ABSENT)) {
            return to;
        } else if (there.is(Kind.UNREADABLE)) {
            throw there.failure();
        }
        throw new FileSystemException(to.toString(), null, "something stands there under its name");
    }

    private void make(Path stands, Path known) throws IOException {
        if (!made.containsKey(known)) {
            makeOne(stands, known);
        }
    }

    private synchronized void makeOne(Path stands, Path known) throws IOException {
        if (known.equals(Tree.TOP)) {
            makeTop();
        } else {
            make(Folders.parent(stands), Folders.parent(known));
            createFolder(top.resolve(known));
        }
        made.putIfAbsent(known, replica.entry(stands));
    }

    /** The folders around those of the passes keep everybody else out while metadata are not set yet. */
    private void makeTop() throws IOException {
        if (disk.entry(Tree.TOP).is(Kind.ABSENT)) {
            disk.createRoot();
        }
        for (int depth = 1; depth <= top.getNameCount(); depth++) {
            Path folder = top.subpath(0, depth);
            if (createFolder(folder)) {
                setOwnerOnly(folder);
            }
        }
    }

    private boolean createFolder(Path folder) throws IOException {
        try {
            disk.createFolder(folder);
            return true;
        } catch (FileAlreadyExistsException e) {
            if (!disk.entry(folder).is(Kind.FOLDER)) {
                throw e;
            }
            return false;
        }
    }

    private void setOwnerOnly(Path folder) {
        try {
            disk.metadata(folder).setMode(OWNER_ONLY);
        } catch (IOException e) {
            // A file system without permissions has none to protect.
        }
    }

    private void copy(Path stands, Entry old, Path to) throws IOException {
        switch (old.kind()) {
            case LINK -> copyLink(old, to);
            case FILE -> copyFile(stands, old, to);
            default ->
                throw new FileSystemException(
                        stands.toString(), null, "a socket, pipe or device cannot be copied to another file system");
        }
    }

    private void copyLink(Entry old, Path to) throws IOException {
        Path temporary = names.temporary(to);
        boolean placed = false;
        try {
            disk.createLink(temporary, old.target());
            attributes.set(temporary, old);
            disk.rename(temporary, to, true);
            placed = true;
        } finally {
            if (!placed) {
                forget(temporary, Kind.LINK);
            }
        }
    }

    private void copyFile(Path stands, Entry old, Path to) throws IOException {
        Path temporary = names.temporary(to);
        boolean placed = false;
        try (SeekableByteChannel in = replica.open(stands)) {
            try (NewFile out = disk.createFile(temporary)) {
                boolean sparse = Copier.isSparse(in, old);
                SparseSink sink = new SparseSink(out);
                md5.read(in, old.stamp().size(), bytes -> {
                    throttle.take(bytes.remaining());
                    if (sparse) {
                        sink.write(bytes);
                    } else {
                        out.write(bytes);
                    }
                });
                sink.end();
                attributes.set(out, to, temporary, old);
            }
            if (!old.stamp().equals(replica.entry(stands).stamp())) {
                throw new FileSystemException(stands.toString(), null, "it changed meanwhile");
            }
            disk.rename(temporary, to, true);
            placed = true;
        } finally {
            if (!placed) {
                forget(temporary, Kind.FILE);
            }
        }
    }

    /** What still stands in the replica need not stand here. */
    private void forget(Path kept, Kind kind) {
        try {
            disk.delete(kept, kind);
        } catch (IOException e) {
            // It stays until its time is over.
        }
    }

    private void dress(Path known) throws IOException {
        Entry was = made.get(known);
        if (was.access() != null && dressed.add(known)) {
            attributes.set(top.resolve(known), was);
        }
    }

    /** Gives the folders that still stand in the replica their metadata here, too. */
    @Override
    public void end() throws IOException {
        List<Path> deepestFirst = made.keySet().stream()
                .sorted(Comparator.comparingInt((Path path) -> path.equals(Tree.TOP) ? 0 : path.getNameCount())
                        .reversed()
                        .thenComparing(Comparator.naturalOrder()))
                .toList();
        for (Path known : deepestFirst) {
            dress(known);
        }
    }
}
