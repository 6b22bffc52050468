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

/**
 * What stands at a path, looked at once.
 *
 * @param kind never null
 * @param stamp null for absent and unreadable entries
 * @param access null for absent and unreadable entries
 * @param target where a link points, null for all else
 * @param links how many names a file or link has, as hard links of each other; 1 where nobody tells
 * @param failure why an unreadable entry, or a folder's content, could not be read; null for all else
 */
public record Entry(Kind kind, Stamp stamp, Access access, Target target, int links, IOException failure) {

    /** Nothing stands at the path. */
    public static final Entry ABSENT = new Entry(Kind.ABSENT, null, null, null, 1, null);

    private static final String UNIX = "unix:mode,size,lastModifiedTime,ctime,dev,ino,nlink,uid,gid";
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
                Status status = posix.get().status(path, followLinks);
                return of(status, isLink(status) ? posix.get().readLink(path) : null);
            }
            LinkOption[] options = followLinks ? new LinkOption[0] : new LinkOption[] {LinkOption.NOFOLLOW_LINKS};
            return hasUnixAttributes(path) ? readUnix(path, options) : readBasic(path, options);
        } catch (NoSuchFileException e) {
            boolean dangling = followLinks && at(path, false).is(Kind.LINK);
            return dangling ? unreadable(e) : ABSENT;
        } catch (IOException e) {
            return parentIsNoFolder(path, e) ? ABSENT : unreadable(e);
        }
    }

    /** Looks at what stands in an open folder under a name. */
    public static Entry in(Posix.Folder folder, byte[] name, boolean followLinks) {
        try {
            Status status = folder.status(name, followLinks);
            return of(status, isLink(status) ? folder.readLink(name) : null);
        } catch (NoSuchFileException e) {
            boolean dangling = followLinks && in(folder, name, false).is(Kind.LINK);
            return dangling ? unreadable(e) : ABSENT;
        } catch (IOException e) {
            return unreadable(e);
        }
    }

    /** Something that cannot be looked at. */
    public static Entry unreadable(IOException failure) {
        return new Entry(Kind.UNREADABLE, null, null, null, 1, failure);
    }

    /** The same folder, with the reason why its content could not be listed. */
    Entry unlisted(IOException reason) {
        return new Entry(kind, stamp, access, target, links, reason);
    }

    /** Whether this is an entry of the given kind. */
    public boolean is(Kind other) {
        return kind == other;
    }

    private static boolean hasUnixAttributes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    /** An entry that is no link. */
    static Entry of(Status status) throws IOException {
        if (isLink(status)) {
            throw new IOException("what a link that is open points to is not known");
        }
        return of(status, null);
    }

    private static boolean isLink(Status status) {
        return kind(status.mode()) == Kind.LINK;
    }

    /** @param link the bytes that a link holds */
    private static Entry of(Status status, byte[] link) {
        Stamp stamp = new Stamp(
                status.size(), status.modified(), status.changed(), status.device(), status.inode(), status.born());
        Access access = new Access(status.mode() & PERMISSION_BITS, status.owner(), status.group());
        Target target = link == null ? null : Target.of(link);
        return new Entry(kind(status.mode()), stamp, access, target, status.links(), null);
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
        return of(kind(mode), path, stamp, access, (Integer) read.get("nlink"));
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
        return of(kind, path, new Stamp(read.size(), modified, modified, 0, 0), Access.NONE, 1);
    }

    private static Entry of(Kind kind, Path path, Stamp stamp, Access access, int links) throws IOException {
        Target target = kind == Kind.LINK ? Target.of(Files.readSymbolicLink(path)) : null;
        return new Entry(kind, stamp, access, target, links, null);
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
