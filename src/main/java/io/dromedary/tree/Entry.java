package io.dromedary.tree;

import io.dromedary.posix.Posix;
import io.dromedary.posix.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What stands at a path, looked at once.
 *
 * @param kind never null
 * @param stamp null for absent and unreadable entries
 * @param access null for absent and unreadable entries
 * @param target where a link points, null for all else
 * @param failure why an unreadable entry, or a folder's content, could not be read; null for all else
 */
public record Entry(Kind kind, Stamp stamp, Access access, Path target, IOException failure) {

    /** Nothing stands at the path. */
    public static final Entry ABSENT = new Entry(Kind.ABSENT, null, null, null, null);

    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,dev,ino,uid,gid";
    private static final int TYPE_BITS = 0170000;
    private static final int PERMISSION_BITS = 07777;

    /** Looks at a path, without following a link that stands there. */
    public static Entry at(Path path) {
        return at(path, false);
    }

    static Entry at(Path path, boolean followLinks) {
        Optional<Posix> posix = Posix.find();
        try {
            if (posix.isPresent()) {
                return of(posix.get().status(path, followLinks), () -> path);
            }
            LinkOption[] options = followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            return hasUnixAttributes(path) ? readUnix(path, options) : readBasic(path, options);
        } catch (NoSuchFileException e) {
            boolean dangling = followLinks && Files.isSymbolicLink(path);
            return dangling ? unreadable(e) : ABSENT;
        } catch (IOException e) {
            return parentIsNoFolder(path, e) ? ABSENT : unreadable(e);
        }
    }

    /** Looks at what stands in an open folder under a name. */
    public static Entry in(Posix.Folder folder, byte[] name, boolean followLinks) {
        try {
            return of(folder.status(name, followLinks), () -> folder.resolve(name));
        } catch (NoSuchFileException e) {
            boolean dangling = followLinks && Files.isSymbolicLink(folder.resolve(name));
            return dangling ? unreadable(e) : ABSENT;
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    /** Something that cannot be looked at. */
    public static Entry unreadable(IOException failure) {
        return new Entry(Kind.UNREADABLE, null, null, null, failure);
    }

    /** The same folder, with the reason why its content could not be listed. */
    Entry unlisted(IOException reason) {
        return new Entry(kind, stamp, access, target, reason);
    }

    /** Whether this is an entry of the given kind. */
    public boolean is(Kind other) {
        return kind == other;
    }

    private static boolean hasUnixAttributes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    static Entry of(Status status, Supplier<Path> path) throws IOException {
        Stamp stamp = new Stamp(
                status.size(), status.modified(), status.changed(), status.device(), status.inode(), status.born());
        Access access = new Access(status.mode() & PERMISSION_BITS, status.owner(), status.group());
        Kind kind = kind(status.mode());
        return new Entry(kind, stamp, access, kind == Kind.LINK ? Files.readSymbolicLink(path.get()) : null, null);
    }

    private static Entry readUnix(Path path, LinkOption... options) throws IOException {
        Map<String, Object> read = Files.readAttributes(path, UNIX, options);
        int mode = (Integer) read.get("mode");
        Stamp stamp = new Stamp(
                (Long) read.get("size"),
                nanos(read.get("lastModifiedTime")),
                nanos(read.get("ctime")),
                (Long) read.get("dev"),
                (Long) read.get("ino"));
        Access access = new Access(mode & PERMISSION_BITS, (Integer) read.get("uid"), (Integer) read.get("gid"));
        return of(kind(mode), path, stamp, access);
    }

    private static Kind kind(int mode) {
        return switch (mode & TYPE_BITS) {
            case 0040000 -> Kind.FOLDER;
            case 0100000 -> Kind.FILE;
            case 0120000 -> Kind.LINK;
            default -> Kind.OTHER;
        };
    }

    private static Entry readBasic(Path path, LinkOption... options) throws IOException {
        var read = Files.readAttributes(path, BasicFileAttributes.class, options);
        long modified = nanos(read.lastModifiedTime());
        Kind kind = read.isDirectory()
                ? Kind.FOLDER
                : read.isRegularFile() ? Kind.FILE : read.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
        return of(kind, path, new Stamp(read.size(), modified, modified, 0, 0), Access.NONE);
    }

    private static Entry of(Kind kind, Path path, Stamp stamp, Access access) throws IOException {
        return new Entry(kind, stamp, access, kind == Kind.LINK ? Files.readSymbolicLink(path) : null, null);
    }

    private static long nanos(Object fileTime) {
        return ((FileTime) fileTime).to(TimeUnit.NANOSECONDS);
    }

    /** A path below a file is reported as "Not a directory", which for our purpose means that nothing is there. */
    private static boolean parentIsNoFolder(Path path, IOException e) {
        if (e instanceof NotDirectoryException) {
            return true;
        }
        try {
            Path parent = path.getParent();
            return parent != null
                    && !Files.readAttributes(parent, BasicFileAttributes.class).isDirectory();
        } catch (IOException unknown) {
            return false;
        }
    }
}
