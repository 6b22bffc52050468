package io.dromedary.apply;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Works by path, and looks for links on the way before each operation. */
final class PlainDisk implements Disk {

    private static final int OWNER_READS = 0400;

    private final Path root;
    private final FileAttribute<?>[] ownerOnly;

    PlainDisk(Path root) {
        this.root = root;
        this.ownerOnly = root.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    private Path place(Path path) throws FileSystemException {
        for (Path around = path.getParent(); around != null; around = around.getParent()) {
            if (Files.isSymbolicLink(root.resolve(around))) {
                throw new FileSystemException(root.resolve(path).toString(), null, "a link stands in the way");
            }
        }
        return root.resolve(path);
    }

    @Override
    public Entry entry(Path path) {
        try {
            return Entry.at(path.equals(Tree.TOP) ? root.toRealPath() : place(path));
        } catch (NoSuchFileException e) {
            return Entry.ABSENT;
        } catch (IOException e) {
            return Entry.unreadable(e);
        }
    }

    @Override
    public List<Path> names(Path folder) throws IOException {
        List<Path> names = new ArrayList<>();
        Path place = place(folder);
        if (Files.isSymbolicLink(place) && !folder.equals(Tree.TOP)) {
            throw new FileSystemException(place.toString(), null, "a link stands in the way");
        }
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(place)) {
            stream.forEach(child -> names.add(child.getFileName()));
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        return Files.newByteChannel(place(file), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public void createRoot() throws IOException {
        Files.createDirectories(root);
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        Path place = place(file);
        return new Created(
                FileChannel.open(place, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly),
                new Standing(place));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        Files.createDirectory(place(folder));
    }

    @Override
    public void createLink(Path link, Target target) throws IOException {
        Files.createSymbolicLink(place(link), target.path());
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        Path place = place(to);
        if (!replaces && !Entry.at(place).is(Kind.ABSENT)) {
            throw new FileAlreadyExistsException(place.toString());
        }
        Files.move(place(from), place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return Entry.at(place);
    }

    @Override
    public boolean exchange(Path one, Path other) {
        return false;
    }

    @Override
    public boolean link(Path other, Path from, Path to) throws IOException {
        Path old = new PlainDisk(other).place(from);
        try {
            Files.createLink(place(to), old);
            return true;
        } catch (NoSuchFileException | FileAlreadyExistsException | AccessDeniedException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException e) {
            // Another file system, or one without hard links: Java has no exception for either.
            return false;
        }
    }

    @Override
    public boolean take(Path other, Path from, Path to) throws IOException {
        try {
            Files.move(new PlainDisk(other).place(from), place(to), StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (AtomicMoveNotSupportedException e) {
            return false;
        }
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        Files.delete(place(path));
    }

    @Override
    public void force(Path path) throws IOException {
        // Where a folder can be opened like this its names are forced too; elsewhere Java has no way to it.
        try (FileChannel open = FileChannel.open(place(path), StandardOpenOption.READ)) {
            open.force(true);
        }
    }

    @Override
    public Settable metadata(Path path) throws IOException {
        return new Standing(place(path));
    }

    private record Standing(Path place) implements Settable {

        @Override
        public void setOwner(int owner, int group) throws IOException {
            Files.setAttribute(place, "unix:uid", owner, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(place, "unix:gid", group, LinkOption.NOFOLLOW_LINKS);
        }

        @Override
        public void setMode(int mode) throws IOException {
            Entry now = Entry.at(place);
            if (now.access() == null || now.access().mode() == Access.UNKNOWN) {
                return;
            }
            boolean opens = (now.access().mode() & OWNER_READS) != 0;
            if (opens) {
                Files.setAttribute(place, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
            } else if (!now.is(Kind.LINK)) {
                // Not following links takes opening the file, which its own permissions forbid.
                Files.setAttribute(place, "unix:mode", mode);
            }
        }

        @Override
        public void setModified(long modified) throws IOException {
            FileTime time = FileTime.from(modified, TimeUnit.NANOSECONDS);
            BasicFileAttributeView view =
                    Files.getFileAttributeView(place, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
            try {
                view.setTimes(time, null, null);
            } catch (AccessDeniedException e) {
                // Java opens a file to set its time, which its owner may have to allow first.
                Entry now = Entry.at(place);
                if (now.access() == null || (now.access().mode() & OWNER_READS) != 0) {
                    throw e;
                }
                setMode(now.access().mode() | OWNER_READS);
                try {
                    view.setTimes(time, null, null);
                } finally {
                    setMode(now.access().mode());
                }
            }
        }
    }

    private record Created(FileChannel channel, Standing metadata) implements NewFile {

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(true);
        }

        @Override
        public void skip(long bytes) throws IOException {
            channel.position(channel.position() + bytes);
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            metadata.setOwner(owner, group);
        }

        @Override
        public void setMode(int mode) throws IOException {
            metadata.setMode(mode);
        }

        @Override
        public void setModified(long time) throws IOException {
            metadata.setModified(time);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
