package io.dromedary.posix;

import com.sun.jna.Native;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
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

/** File operations of the C library. Failures are the exceptions of {@code java.nio.file}. Safe for use by several threads. */
public final class Posix {

    private static final int AT_FDCWD = -100;
    private static final int AT_SYMLINK_NOFOLLOW = 0x100;
    private static final int AT_EMPTY_PATH = 0x1000;
    private static final int STATX_BASIC_STATS = 0x7FF;

    private static final int O_WRONLY = 01;
    private static final int O_CREAT = 0100;
    private static final int O_EXCL = 0200;
    private static final int O_NONBLOCK = 04000;
    private static final int O_CLOEXEC = 02000000;

    private static final long UTIME_OMIT = (1 << 30) - 2;

    private static final int ENOENT = 2;
    static final int EINTR = 4;
    private static final int EACCES = 13;
    private static final int EEXIST = 17;
    private static final int ENOTDIR = 20;
    private static final int ENOTEMPTY = 39;

    private static final byte[] NOTHING = {};

    private final int onlyFolders;
    private final int noFollow;
    private final ThreadLocal<Scratch> scratch = ThreadLocal.withInitial(Scratch::new);

    private Posix(boolean arm) {
        this.onlyFolders = arm ? 040000 : 0200000;
        this.noFollow = arm ? 0100000 : 0400000;
    }

    /** What one thread passes to the kernel and gets from it. */
    private static final class Scratch {
        private final Memory status = new Memory(Status.BYTES);
        private final Memory listing = new Memory(64 * 1024);
        private final Memory path = new Memory(4 * 1024);
        private final Memory times = new Memory(4 * Long.BYTES);
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

    /** Opens a file for reading. */
    public NativeFile openFile(Path path, boolean followLinks) throws IOException {
        // A pipe that was put in the place of a file must not make us wait.
        return new NativeFile(this, open(path, O_CLOEXEC | O_NONBLOCK | (followLinks ? 0 : noFollow), 0), path);
    }

    /** Creates a file that nobody else can read yet, for writing. */
    public NativeFile createFile(Path path) throws IOException {
        return new NativeFile(this, open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), path);
    }

    private int open(Path path, int flags, int mode) throws IOException {
        long address = scratch.get().path.put(PathBytes.of(path));
        while (true) {
            int file = LibC.openat(AT_FDCWD, address, flags, mode);
            if (file >= 0) {
                return file;
            }
            failUnlessInterrupted(path);
        }
    }

    /** Looks at a path. */
    public Status status(Path path, boolean followLinks) throws IOException {
        Scratch own = scratch.get();
        long address = own.path.put(PathBytes.of(path));
        return status(AT_FDCWD, address, followLinks ? 0 : AT_SYMLINK_NOFOLLOW, own.status, path);
    }

    /** Looks at an open file. */
    Status status(int file, Path path) throws IOException {
        Scratch own = scratch.get();
        return status(file, own.path.put(NOTHING), AT_EMPTY_PATH, own.status, path);
    }

    private static Status status(int folder, long path, int flags, Memory status, Path named) throws IOException {
        while (LibC.statx(folder, path, flags, STATX_BASIC_STATS, status.address()) != 0) {
            failUnlessInterrupted(named);
        }
        return Status.read(status.bytes());
    }

    /** The address of an access time to be left and a modification time to be set. */
    long times(long seconds, long nanos) {
        Memory times = scratch.get().times;
        times.bytes()
                .putLong(Long.BYTES, UTIME_OMIT)
                .putLong(2 * Long.BYTES, seconds)
                .putLong(3 * Long.BYTES, nanos);
        return times.address();
    }

    static void failUnlessInterrupted(Path path) throws IOException {
        int error = Native.getLastError();
        if (error != EINTR) {
            throw failure(error, path);
        }
    }

    static IOException failure(int error, Path path) {
        String file = path.toString();
        return switch (error) {
            case ENOENT -> new NoSuchFileException(file);
            case EACCES -> new AccessDeniedException(file);
            case EEXIST -> new FileAlreadyExistsException(file);
            case ENOTDIR -> new NotDirectoryException(file);
            case ENOTEMPTY -> new DirectoryNotEmptyException(file);
            default -> new FileSystemException(file, null, LibC.strerror(error));
        };
    }

    /** An open folder, to look at what is in it. */
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
            while (LibC.statx(number, address, flags, STATX_BASIC_STATS, own.status.address()) != 0) {
                int error = Native.getLastError();
                if (error != EINTR) {
                    throw failure(error, resolve(name));
                }
            }
            return Status.read(own.status.bytes());
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
