package io.dromedary.posix;

import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** File operations of the C library. Failures are the exceptions of {@code java.nio.file}. Safe for use by several threads. */
public final class Posix {

    private static final int AT_FDCWD = LongPath.AT_FDCWD;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_REMOVEDIR = 0x200;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7FF;
    private static final int ASKED = STATX_BASIC_STATS | Status.BIRTH_TIME;

    private static final int O_WRONLY = 01;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;
    private static final int O_PATH = 010000000;

    /** The number of {@code openat2}, which is the same on every processor, and what it is asked (man 2 openat2). */
    private static final int OPENAT2 = 437;

    private static final long RESOLVE_NO_SYMLINKS = 4;
    private static final long RENAME_NOREPLACE = 1;
    private static final long RENAME_EXCHANGE = 2;

    private static final long NANOS = 1_000_000_000L;
    private static final long UTIME_OMIT = (1 << 30) - 2;

    private static final int EPERM = 1;
    private static final int ENOENT = 2;
    static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int EXDEV = 18;
    private static final int ENOTDIR = 20;
    private static final int EINVAL = 22;
    private static final int EMLINK = 31;
    private static final int ENOSYS = 38;
    private static final int ENOTEMPTY = 39;
    private static final int ELOOP = 40;
    private static final int ENODATA = 61;
    private static final int EOPNOTSUPP = 95;

    private static final byte[] NOTHING = {};

    private final int onlyFolders;
    private final int noFollow;

    /** The number of {@code renameat2}: older C libraries have no function for it. */
    private final long renameat2;

    private volatile boolean knowsOpenat2 = true;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    private Posix(boolean arm) {
        this.onlyFolders = arm ? 040000 : 0200000;
        this.noFollow = arm ? 0100000 : 0400000;
        this.renameat2 = arm ? 276 : 316;
    }

    /** What one thread passes to the kernel and gets from it. */
    private static final class Scratch {
        private final Memory status = new Memory(Status.BYTES);
        private final Memory listing = new Memory(64 * 1024);
        private final Memory path = new Memory(4 * 1024);
        private final Memory otherPath = new Memory(4 * 1024);
        private final Memory times = new Memory(4 * Long.BYTES);
        private final Memory value = new Memory(64 * 1024);
        private final Memory how = new Memory(3 * Long.BYTES);
    }

    private static final class Holder {
        private static final Optional<Posix> FOUND = find();

        private static Optional<Posix> find() {
            String processor = System.getProperty("os.arch");
            boolean intel = processor.equals("amd64") || processor.equals("x86_64");
            boolean arm = processor.equals("aarch64");
            boolean off = Boolean.getBoolean("dromedary.plain-java");
            if (off || !System.getProperty("os.name").equals("Linux") || !intel && !arm) {
                return Optional.empty();
            }
            try {
                LibC.bind();
                Posix posix = new Posix(arm);
                try (Folder root = posix.openFolder(Path.of("/"), true)) {
                    root.names();
                    root.status(new byte[] {'.'}, false);
                }
                // Finds out how, before the first path that takes several steps.
                posix.openBelow(Path.of("/"), Path.of(""), false).close();
                return Optional.of(posix);
            } catch (LinkageError | IOException | RuntimeException e) {
                return Optional.empty();
            }
        }
    }

    /**
     * The C library, if it is one that we know. The first call loads it, which takes about as long as looking at twenty
     * thousand entries. The system property {@code dromedary.plain-java=true} says to do without.
     */
    public static Optional<Posix> find() {
        return Holder.FOUND;
    }

    /**
     * Opens a folder.
     *
     * @param followLinks whether a link that stands at the path is followed, or an error
     */
    public Folder openFolder(Path path, boolean followLinks) throws IOException {
        return new Folder(open(path, onlyFolders | O_CLOEXEC | (followLinks ? 0 : noFollow), 0), path);
    }

    /**
     * Opens a folder to change what is in it. Nothing that is done there can be led elsewhere by a link that is swapped in
     * for one of the folders around it.
     *
     * @param root an absolute path without links
     * @param folder relative to the root
     * @param lists whether its names will be asked for, which takes permission to read it
     * @throws FileSystemException if a link stands in the way
     */
    public Folder openBelow(Path root, Path folder, boolean lists) throws IOException {
        Path path = root.resolve(folder);
        byte[] bytes = PathBytes.of(path);
        int flags = onlyFolders | O_CLOEXEC | (lists ? 0 : O_PATH);
        if (knowsOpenat2 && LongPath.is(bytes)) {
            try (LongPath place = new LongPath(
                    bytes, (around, piece) -> openat2(around, piece, onlyFolders | O_CLOEXEC | O_PATH, path))) {
                return new Folder(openat2(place.folder(), place.rest(), flags, path), path);
            }
        }
        int file = knowsOpenat2 ? openat2(AT_FDCWD, bytes, flags, path) : -1;
        return file < 0 ? stepBelow(root, folder, lists) : new Folder(file, path);
    }

    /** Opens a folder without following links, or gives -1 if that cannot be asked of this kernel. */
    private int openat2(int around, byte[] piece, long flags, Path path) throws IOException {
        Scratch own = scratch.get();
        own.how.bytes().putLong(0, flags).putLong(Long.BYTES, 0).putLong(2 * Long.BYTES, RESOLVE_NO_SYMLINKS);
        long address = own.path.put(piece);
        while (true) {
            long file = LibC.syscall(OPENAT2, around, address, own.how.address(), 3 * Long.BYTES, 0);
            if (file >= 0) {
                return (int) file;
            }
            int error = Native.getLastError();
            if (error == ENOSYS || error == EPERM) {
                knowsOpenat2 = false;
                return -1;
            } else if (error != EINTR) {
                throw failure(error, path);
            }
        }
    }

    /** The same for kernels before Linux 5.6, and where a container forbids the call. */
    Folder stepBelow(Path root, Path folder, boolean lists) throws IOException {
        int flags = onlyFolders | O_CLOEXEC | (lists ? 0 : O_PATH);
        Folder at = new Folder(open(root, flags | noFollow, 0), root);
        for (Path name : folder) {
            if (name.toString().isEmpty()) {
                continue;
            }
            try (Folder around = at) {
                at = around.openFolder(PathBytes.of(name), flags | noFollow);
            }
        }
        return at;
    }

    /** Opens a file for reading. */
    public NativeFile openFile(Path path, boolean followLinks) throws IOException {
        // A pipe that was put in the place of a file must not make us wait.
        return new NativeFile(this, open(path, O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : noFollow), 0), path);
    }

    private int open(Path path, int flags, int mode) throws IOException {
        byte[] bytes = PathBytes.of(path);
        if (!LongPath.is(bytes)) {
            return open(AT_FDCWD, scratch.get().path.put(bytes), flags, mode, path);
        }
        try (LongPath place = around(bytes, path)) {
            return open(place.folder(), scratch.get().path.put(place.rest()), flags, mode, path);
        }
    }

    /** Goes as far along a path that is too long for one call as it takes, following links as the kernel does. */
    private LongPath around(byte[] bytes, Path path) throws IOException {
        int flags = onlyFolders | O_CLOEXEC | O_PATH;
        return new LongPath(
                bytes, (folder, piece) -> open(folder, scratch.get().path.put(piece), flags, 0, path));
    }

    private static int open(int folder, long address, int flags, int mode, Path path) throws IOException {
        while (true) {
            int file = LibC.openat(folder, address, flags, mode);
            if (file >= 0) {
                return file;
            }
            failUnlessInterrupted(path);
        }
    }

    /** Looks at a path. */
    public Status status(Path path, boolean followLinks) throws IOException {
        Scratch own = scratch.get();
        byte[] bytes = PathBytes.of(path);
        int flags = followLinks ? 0 : AT_SYMLINK_NOFOLLOW;
        if (!LongPath.is(bytes)) {
            return status(AT_FDCWD, own.path.put(bytes), flags, own.status, path);
        }
        try (LongPath place = around(bytes, path)) {
            return status(place.folder(), own.path.put(place.rest()), flags, own.status, path);
        }
    }

    /** The bytes that a link holds, which say where it points. */
    public byte[] readLink(Path link) throws IOException {
        byte[] bytes = PathBytes.of(link);
        if (!LongPath.is(bytes)) {
            return readLink(AT_FDCWD, bytes, link);
        }
        try (LongPath place = around(bytes, link)) {
            return readLink(place.folder(), place.rest(), link);
        }
    }

    private byte[] readLink(int folder, byte[] name, Path link) throws IOException {
        Scratch own = scratch.get();
        Memory target = own.value;
        long length = LibC.readlinkat(
                folder, own.path.put(name), target.address(), target.bytes().capacity());
        if (length < 0) {
            throw failure(Native.getLastError(), link);
        }
        byte[] found = new byte[(int) length];
        target.bytes().get(0, found);
        return found;
    }

    /** Looks at an open file. */
    Status status(int file, Path path) throws IOException {
        Scratch own = scratch.get();
        return status(file, own.path.put(NOTHING), AT_EMPTY_PATH, own.status, path);
    }

    private static Status status(int folder, long path, int flags, Memory status, Path named) throws IOException {
        while (LibC.statx(folder, path, flags, ASKED, status.address()) != 0) {
            failUnlessInterrupted(named);
        }
        return Status.read(status.bytes());
    }

    /**
     * The extended attributes of what stands at a path.
     *
     * @param asked which names are asked for
     * @return name and value of each, or nothing where the file system has no such thing
     */
    public SortedMap<String, ByteBuffer> attributes(Path path, boolean followLinks, Predicate<String> asked)
            throws IOException {
        byte[] bytes = PathBytes.of(path);
        if (!LongPath.is(bytes)) {
            return attributes(bytes, followLinks, asked, path);
        }
        int entry = open(path, O_PATH | O_CLOEXEC | (followLinks ? 0 : noFollow), 0);
        try {
            return attributes(entry, asked, path);
        } finally {
            LibC.close(entry);
        }
    }

    private SortedMap<String, ByteBuffer> attributes(
            byte[] place, boolean followLinks, Predicate<String> asked, Path path) throws IOException {
        Scratch own = scratch.get();
        long address = own.path.put(place);
        long names = own.value.address();
        // No list and no value is longer than this memory (man 7 xattr).
        long bytes = own.value.bytes().capacity();
        long read = followLinks ? LibC.listxattr(address, names, bytes) : LibC.llistxattr(address, names, bytes);
        SortedMap<String, ByteBuffer> found = new TreeMap<>();
        if (read < 0 && Native.getLastError() != EOPNOTSUPP) {
            throw failure(Native.getLastError(), path);
        } else if (read <= 0) {
            return found;
        }
        byte[] list = new byte[(int) read];
        own.value.bytes().get(0, list);
        for (String name : new String(list, StandardCharsets.ISO_8859_1).split("\0")) {
            if (asked.test(name)) {
                long key = own.otherPath.put(name.getBytes(StandardCharsets.ISO_8859_1));
                long length = followLinks
                        ? LibC.getxattr(address, key, names, bytes)
                        : LibC.lgetxattr(address, key, names, bytes);
                if (length >= 0) {
                    byte[] value = new byte[(int) length];
                    own.value.bytes().get(0, value);
                    found.put(name, ByteBuffer.wrap(value));
                } else if (Native.getLastError() != ENODATA) {
                    throw failure(Native.getLastError(), path);
                }
            }
        }
        return found;
    }

    /** Those of an open file, or of one that is open for its place only. */
    SortedMap<String, ByteBuffer> attributes(int file, Predicate<String> asked, Path path) throws IOException {
        return attributes(open(file), true, asked, path);
    }

    /** Sets an extended attribute of an open file, or removes it if the value is null. */
    void setAttribute(int file, String name, ByteBuffer value, Path path) throws IOException {
        Scratch own = scratch.get();
        long address = own.path.put(open(file));
        long key = own.otherPath.put(name.getBytes(StandardCharsets.ISO_8859_1));
        int result;
        if (value == null) {
            result = LibC.removexattr(address, key);
        } else {
            byte[] bytes = new byte[value.remaining()];
            value.get(value.position(), bytes);
            result = LibC.setxattr(address, key, own.value.put(bytes), bytes.length, 0);
        }
        if (result != 0 && (value != null || Native.getLastError() != ENODATA)) {
            throw failure(Native.getLastError(), path);
        }
    }

    /** A path that leads to an open file, whatever becomes of its name. */
    private static byte[] open(int file) {
        return ("/proc/self/fd/" + file).getBytes(StandardCharsets.US_ASCII);
    }

    /** The address of an access time to be left and a modification time to be set, in nanoseconds since 1970. */
    long times(long modified) {
        Memory times = scratch.get().times;
        times.bytes()
                .putLong(Long.BYTES, UTIME_OMIT)
                .putLong(2 * Long.BYTES, Math.floorDiv(modified, NANOS))
                .putLong(3 * Long.BYTES, Math.floorMod(modified, NANOS));
        return times.address();
    }

    static void failUnlessInterrupted(Path path) throws IOException {
        int error = Native.getLastError();
        if (error != EINTR) {
            throw failure(error, path);
        }
    }

    /** Whether the kernel, or the file system, lacks a call, or what it was asked for. */
    private static boolean isUnknownCall(int error) {
        return error == EINVAL || error == ENOSYS || error == EOPNOTSUPP;
    }

    static IOException failure(int error, Path path) {
        String file = path.toString();
        return switch (error) {
            case ENOENT -> new NoSuchFileException(file);
            case EACCES -> new AccessDeniedException(file);
            case EEXIST -> new FileAlreadyExistsException(file);
            case ENOTDIR -> new NotDirectoryException(file);
            case ENOTEMPTY -> new DirectoryNotEmptyException(file);
            case ELOOP -> new FileSystemException(file, null, "a link stands in the way");
            default -> new FileSystemException(file, null, LibC.strerror(error));
        };
    }

    /** An open folder, to look at what is in it and to change it. Names are of entries directly in it. */
    public final class Folder implements Closeable {

        /** Offsets in {@code linux_dirent64} (man 2 getdents). */
        private static final int RECORD_LENGTH = 16;

        private static final int NAME = 19;

        private final int number;
        private final Path path;

        private Folder(int number, Path path) {
            this.number = number;
            this.path = path;
        }

        /**
         * All names but {@code .} and {@code ..}, in the order of the disk.
         *
         * @throws IOException if the listing fails anywhere
         */
        public List<byte[]> names() throws IOException {
            List<byte[]> names = new ArrayList<>();
            Memory listing = scratch.get().listing;
            ByteBuffer bytes = listing.bytes();
            while (true) {
                long read = LibC.getdents64(number, listing.address(), bytes.capacity());
                if (read == 0) {
                    return names;
                } else if (read < 0) {
                    failUnlessInterrupted(path);
                }
                for (int at = 0; at < read; at += bytes.getShort(at + RECORD_LENGTH) & 0xFFFF) {
                    addName(bytes, at + NAME, names);
                }
            }
        }

        private static void addName(ByteBuffer bytes, int start, List<byte[]> names) {
            int end = start;
            while (bytes.get(end) != 0) {
                end++;
            }
            int length = end - start;
            boolean dots = bytes.get(start) == '.' && (length == 1 || length == 2 && bytes.get(start + 1) == '.');
            if (!dots) {
                byte[] name = new byte[length];
                bytes.get(start, name);
                names.add(name);
            }
        }

        /** Looks at one entry. */
        public Status status(byte[] name, boolean followLinks) throws IOException {
            Scratch own = scratch.get();
            long address = own.path.put(name);
            int flags = followLinks ? 0 : AT_SYMLINK_NOFOLLOW;
            while (LibC.statx(number, address, flags, ASKED, own.status.address()) != 0) {
                int error = Native.getLastError();
                if (error != EINTR) {
                    throw failure(error, resolve(name));
                }
            }
            return Status.read(own.status.bytes());
        }

        /** The bytes that a link holds, which say where it points. */
        public byte[] readLink(byte[] name) throws IOException {
            return Posix.this.readLink(number, name, resolve(name));
        }

        private Folder openFolder(byte[] name, int flags) throws IOException {
            Path path = resolve(name);
            return new Folder(open(number, scratch.get().path.put(name), flags, 0, path), path);
        }

        /** Creates a file that nobody else can read yet, for writing. */
        public NativeFile createFile(byte[] name) throws IOException {
            long address = scratch.get().path.put(name);
            while (true) {
                int file = LibC.openat(number, address, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
                if (file >= 0) {
                    return new NativeFile(Posix.this, file, path, name);
                }
                int error = Native.getLastError();
                if (error != EINTR) {
                    throw failure(error, resolve(name));
                }
            }
        }

        /** Creates a folder, with the permissions that the process has set for new ones. */
        public void createFolder(byte[] name) throws IOException {
            check(LibC.mkdirat(number, scratch.get().path.put(name), 0777), name);
        }

        /** Creates a link that points to whatever the bytes say. */
        public void createLink(byte[] name, byte[] target) throws IOException {
            Scratch own = scratch.get();
            check(LibC.symlinkat(own.otherPath.put(target), number, own.path.put(name)), name);
        }

        /** Opens a file for reading. A link that stands there is not followed. */
        public NativeFile openFile(byte[] name) throws IOException {
            Path path = resolve(name);
            int flags = O_CLOEXEC | O_NONBLOCK | noFollow;
            return new NativeFile(Posix.this, open(number, scratch.get().path.put(name), flags, 0, path), path);
        }

        /**
         * Gives an entry another place, in one step.
         *
         * @param replaces whether it takes the place of what may stand there, or fails
         */
        public void rename(byte[] from, Folder folder, byte[] to, boolean replaces) throws IOException {
            Scratch own = scratch.get();
            long old = own.path.put(from);
            long fresh = own.otherPath.put(to);
            if (!replaces) {
                if (LibC.syscall(renameat2, number, old, folder.number, fresh, RENAME_NOREPLACE) == 0) {
                    return;
                }
                int error = Native.getLastError();
                if (!isUnknownCall(error)) {
                    throw failure(error, folder.resolve(to));
                }
                folder.checkFree(to);
            }
            if (LibC.renameat(number, own.path.put(from), folder.number, own.otherPath.put(to)) != 0) {
                throw failure(Native.getLastError(), folder.resolve(to));
            }
        }

        private void checkFree(byte[] name) throws IOException {
            try {
                status(name, false);
            } catch (NoSuchFileException e) {
                return;
            }
            throw failure(EEXIST, resolve(name));
        }

        /**
         * The same for a folder that may be on another file system.
         *
         * @return false, with nothing done, if it is
         */
        public boolean renameWithin(byte[] from, Folder folder, byte[] to) throws IOException {
            Scratch own = scratch.get();
            long old = own.path.put(from);
            if (LibC.renameat(number, old, folder.number, own.otherPath.put(to)) == 0) {
                return true;
            }
            int error = Native.getLastError();
            if (error == EXDEV) {
                return false;
            }
            throw failure(error, folder.resolve(to));
        }

        /**
         * Gives a file a second name, under which nothing stands.
         *
         * @return false, with nothing done, if the file or the file system cannot have one, or it is another file system
         */
        public boolean link(byte[] from, Folder folder, byte[] to) throws IOException {
            Scratch own = scratch.get();
            long old = own.path.put(from);
            if (LibC.linkat(number, old, folder.number, own.otherPath.put(to), 0) == 0) {
                return true;
            }
            int error = Native.getLastError();
            return switch (error) {
                case EXDEV, EPERM, EMLINK, ENOSYS, EOPNOTSUPP -> false;
                default -> throw failure(error, folder.resolve(to));
            };
        }

        /**
         * Gives two entries each the place of the other, in one step.
         *
         * @return false if the file system has no such step
         */
        public boolean exchange(byte[] one, byte[] other) throws IOException {
            Scratch own = scratch.get();
            long first = own.path.put(one);
            if (LibC.syscall(renameat2, number, first, number, own.otherPath.put(other), RENAME_EXCHANGE) == 0) {
                return true;
            }
            int error = Native.getLastError();
            if (isUnknownCall(error)) {
                return false;
            }
            throw failure(error, resolve(other));
        }

        /** Removes a folder, which must be empty, or anything else. */
        public void delete(byte[] name, boolean folder) throws IOException {
            check(LibC.unlinkat(number, scratch.get().path.put(name), folder ? AT_REMOVEDIR : 0), name);
        }

        /** Sets permission bits, setuid, setgid and sticky, of an entry that is no link. */
        public void setMode(byte[] name, int mode) throws IOException {
            if (LibC.fchmodat(number, scratch.get().path.put(name), mode, AT_SYMLINK_NOFOLLOW) != 0) {
                int error = Native.getLastError();
                if (error != EOPNOTSUPP) {
                    throw failure(error, resolve(name));
                }
                setModeOfOpen(name, mode);
            }
        }

        /** As newer C libraries do it themselves. */
        private void setModeOfOpen(byte[] name, int mode) throws IOException {
            long address = scratch.get().path.put(name);
            int entry = open(number, address, O_PATH | O_CLOEXEC | noFollow, 0, path);
            try {
                check(LibC.fchmodat(AT_FDCWD, scratch.get().path.put(Posix.open(entry)), mode, 0), name);
            } finally {
                LibC.close(entry);
            }
        }

        /** The extended attributes of an entry. */
        public SortedMap<String, ByteBuffer> attributes(byte[] name, Predicate<String> asked) throws IOException {
            int entry = open(number, scratch.get().path.put(name), O_PATH | O_CLOEXEC | noFollow, 0, resolve(name));
            try {
                return Posix.this.attributes(entry, asked, resolve(name));
            } finally {
                LibC.close(entry);
            }
        }

        /** Sets an extended attribute of an entry that is no link, or removes it if the value is null. */
        public void setAttribute(byte[] name, String attribute, ByteBuffer value) throws IOException {
            int entry = open(number, scratch.get().path.put(name), O_PATH | O_CLOEXEC | noFollow, 0, resolve(name));
            try {
                Posix.this.setAttribute(entry, attribute, value, resolve(name));
            } finally {
                LibC.close(entry);
            }
        }

        /** Sets numeric user and group ids. */
        public void setOwner(byte[] name, int owner, int group) throws IOException {
            check(LibC.fchownat(number, scratch.get().path.put(name), owner, group, AT_SYMLINK_NOFOLLOW), name);
        }

        /** Sets the modification time, in nanoseconds since 1970, and leaves the access time as it is. */
        public void setModified(byte[] name, long time) throws IOException {
            long times = times(time);
            check(LibC.utimensat(number, scratch.get().path.put(name), times, AT_SYMLINK_NOFOLLOW), name);
        }

        private void check(int result, byte[] name) throws IOException {
            if (result != 0) {
                throw failure(Native.getLastError(), resolve(name));
            }
        }

        /** Waits until what a file or folder holds, and its metadata, are on the disk. */
        public void force(byte[] name) throws IOException {
            Path path = resolve(name);
            int flags = O_CLOEXEC | O_NONBLOCK | noFollow;
            try (NativeFile entry =
                    new NativeFile(Posix.this, open(number, scratch.get().path.put(name), flags, 0, path), path)) {
                entry.force();
            }
        }

        /** The path of a name in this folder. */
        public Path resolve(byte[] name) {
            return path.resolve(PathBytes.path(name));
        }

        @Override
        public void close() {
            LibC.close(number);
        }
    }
}
