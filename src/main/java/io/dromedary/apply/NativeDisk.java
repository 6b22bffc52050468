package io.dromedary.apply;

import io.dromedary.posix.NativeFile;
import io.dromedary.posix.PathBytes;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.function.Predicate;

/** Works in open folders, one for each operation, which are opened without following links. */
final class NativeDisk implements Disk {

    private static final byte[] ITSELF = {'.'};

    private final Posix posix;
    private final Path root;
    private volatile Path real;

    NativeDisk(Posix posix, Path root) {
        this.posix = posix;
        this.root = root;
    }

    private Path real() throws IOException {
        if (real == null) {
            real = root.toRealPath();
        }
        return real;
    }

    private Posix.Folder open(Path folder, boolean lists) throws IOException {
        return posix.openBelow(real(), folder, lists);
    }

    private Posix.Folder around(Path path) throws IOException {
        return open(Folders.parent(path), false);
    }

    private static byte[] name(Path path) {
        return path.equals(Tree.TOP) ? ITSELF : PathBytes.of(path.getFileName());
    }

    @Override
    public Entry entry(Path path) {
        try (Posix.Folder folder = around(path)) {
            return Entry.in(folder, name(path), false);
        } catch (NoSuchFileException | NotDirectoryException e) {
            return Entry.ABSENT;
        } catch (IOException e) {
            return Entry.unreadable(e);
        }
    }

    @Override
    public List<Path> names(Path path) throws IOException {
        try (Posix.Folder folder = open(path, true)) {
            return folder.names().stream().map(PathBytes::path).toList();
        }
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        try (Posix.Folder folder = around(file)) {
            return folder.openFile(name(file));
        }
    }

    @Override
    public void createRoot() throws IOException {
        Files.createDirectories(root);
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        try (Posix.Folder folder = around(file)) {
            return new Created(folder.createFile(name(file)));
        }
    }

    @Override
    public void createFolder(Path path) throws IOException {
        try (Posix.Folder folder = around(path)) {
            folder.createFolder(name(path));
        }
    }

    @Override
    public void createLink(Path link, Target target) throws IOException {
        try (Posix.Folder folder = around(link)) {
            folder.createLink(name(link), target.bytes());
        }
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        Path parent = Folders.parent(to);
        try (Posix.Folder folder = open(parent, false)) {
            if (Folders.parent(from).equals(parent)) {
                folder.rename(name(from), folder, name(to), replaces);
            } else {
                try (Posix.Folder other = around(from)) {
                    other.rename(name(from), folder, name(to), replaces);
                }
            }
            return Entry.in(folder, name(to), false);
        }
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        try (Posix.Folder folder = around(other)) {
            return folder.exchange(name(one), name(other));
        }
    }

    @Override
    public boolean link(Path other, Path from, Path to) throws IOException {
        try (Posix.Folder folder = around(to);
                Posix.Folder there = posix.openBelow(other, Folders.parent(from), false)) {
            return there.link(name(from), folder, name(to));
        }
    }

    @Override
    public boolean take(Path other, Path from, Path to) throws IOException {
        try (Posix.Folder folder = around(to);
                Posix.Folder there = posix.openBelow(other, Folders.parent(from), false)) {
            return there.renameWithin(name(from), folder, name(to));
        }
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        try (Posix.Folder folder = around(path)) {
            folder.delete(name(path), kind == Kind.FOLDER);
        }
    }

    @Override
    public void force(Path path) throws IOException {
        try (Posix.Folder folder = around(path)) {
            folder.force(name(path));
        }
    }

    @Override
    public Settable metadata(Path path) {
        return new Standing(path);
    }

    private final class Standing implements Settable {

        private final Path path;

        Standing(Path path) {
            this.path = path;
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            try (Posix.Folder folder = around(path)) {
                folder.setOwner(name(path), owner, group);
            }
        }

        @Override
        public void setMode(int mode) throws IOException {
            try (Posix.Folder folder = around(path)) {
                folder.setMode(name(path), mode);
            }
        }

        @Override
        public void setModified(long time) throws IOException {
            try (Posix.Folder folder = around(path)) {
                folder.setModified(name(path), time);
            }
        }

        @Override
        public SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
            try (Posix.Folder folder = around(path)) {
                return folder.attributes(name(path), asked);
            }
        }

        @Override
        public void setAttribute(String name, ByteBuffer value) throws IOException {
            try (Posix.Folder folder = around(path)) {
                folder.setAttribute(name(path), name, value);
            }
        }
    }

    private record Created(NativeFile file) implements NewFile {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void skip(long bytes) throws IOException {
            file.position(file.position() + bytes);
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
            file.close();
        }
    }
}
