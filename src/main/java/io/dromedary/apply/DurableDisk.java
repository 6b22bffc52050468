package io.dromedary.apply;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** A disk on which what an operation has done outlives a power cut that comes after it. */
public final class DurableDisk implements Disk {

    private final Disk disk;

    public DurableDisk(Disk disk) {
        this.disk = disk;
    }

    @Override
    public Entry entry(Path path) {
        return disk.entry(path);
    }

    @Override
    public List<Path> names(Path folder) throws IOException {
        return disk.names(folder);
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public void createRoot() throws IOException {
        disk.createRoot();
        disk.force(Tree.TOP);
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        return new Created(disk.createFile(file));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(folder);
        disk.force(Tree.parent(folder));
    }

    /** Not forced: a new link gets its name by {@link #rename}. */
    @Override
    public void createLink(Path link, Target target) throws IOException {
        disk.createLink(link, target);
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        Entry now = disk.rename(from, to, replaces);
        disk.force(Tree.parent(to));
        if (!Tree.parent(from).equals(Tree.parent(to))) {
            disk.force(Tree.parent(from));
        }
        return now;
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        boolean done = disk.exchange(one, other);
        if (done) {
            disk.force(Tree.parent(other));
        }
        return done;
    }

    @Override
    public boolean link(Path root, Path from, Path to) throws IOException {
        boolean done = disk.link(root, from, to);
        if (done) {
            disk.force(Tree.parent(to));
        }
        return done;
    }

    @Override
    public boolean take(Path root, Path from, Path to) throws IOException {
        boolean done = disk.take(root, from, to);
        if (done) {
            disk.force(Tree.parent(to));
            Disk.at(root).force(Tree.parent(from));
        }
        return done;
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        disk.delete(path, kind);
        disk.force(Tree.parent(path));
    }

    @Override
    public void force(Path path) throws IOException {
        disk.force(path);
    }

    @Override
    public Settable metadata(Path path) throws IOException {
        return new Standing(disk.metadata(path), path);
    }

    private final class Standing implements Settable {

        private final Settable metadata;
        private final Path path;

        Standing(Settable metadata, Path path) {
            this.metadata = metadata;
            this.path = path;
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            metadata.setOwner(owner, group);
            forceUnlessLink();
        }

        @Override
        public void setMode(int mode) throws IOException {
            metadata.setMode(mode);
            forceUnlessLink();
        }

        @Override
        public void setModified(long time) throws IOException {
            metadata.setModified(time);
            forceUnlessLink();
        }

        @Override
        public SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
            return metadata.attributes(asked);
        }

        @Override
        public void setAttribute(String name, ByteBuffer value) throws IOException {
            metadata.setAttribute(name, value);
            forceUnlessLink();
        }

        private void forceUnlessLink() throws IOException {
            if (disk.entry(path).is(Kind.LINK)) {
                return;
            }
            try {
                disk.force(path);
            } catch (AccessDeniedException e) {
                // What nobody may read cannot be opened to force it. Its content was forced when it was made.
            }
        }
    }

    private record Created(NewFile file) implements NewFile {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            file.write(bytes);
        }

        @Override
        public void skip(long bytes) throws IOException {
            file.skip(bytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            file.setOwner(owner, group);
        }

        @Override
        public void setMode(int mode) throws IOException {
            file.setMode(mode);
        }

        @Override
        public void setModified(long time) throws IOException {
            file.setModified(time);
        }

        @Override
        public SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
            return file.attributes(asked);
        }

        @Override
        public void setAttribute(String name, ByteBuffer value) throws IOException {
            file.setAttribute(name, value);
        }

        @Override
        public void close() throws IOException {
            try (file) {
                file.force();
            }
        }
    }
}
