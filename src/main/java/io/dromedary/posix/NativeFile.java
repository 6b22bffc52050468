package io.dromedary.posix;

import com.sun.jna.Native;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.function.Predicate;

/** An open file. For one thread at a time; buffers must be direct. */
public final class NativeFile implements SeekableByteChannel {

    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;

    private final Posix posix;
    private final Path place;
    private final byte[] name;
    private int number;

    NativeFile(Posix posix, int number, Path path) {
        this(posix, number, path, null);
    }

    /** @param name what the file is called in a folder: its path is asked for only when something fails */
    NativeFile(Posix posix, int number, Path folder, byte[] name) {
        this.posix = posix;
        this.number = number;
        this.place = folder;
        this.name = name;
    }

    private Path path() {
        return name == null ? place : place.resolve(PathBytes.path(name));
    }

    /** What the file is now. */
    public Status status() throws IOException {
        return posix.status(open(), path());
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        while (true) {
            long read = LibC.read(open(), at(into), into.remaining());
            if (read >= 0) {
                into.position(into.position() + (int) read);
                return read == 0 ? -1 : (int) read;
            }
            Posix.failUnlessInterrupted(path());
        }
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        while (true) {
            long written = LibC.write(open(), at(from), from.remaining());
            if (written >= 0) {
                from.position(from.position() + (int) written);
                return (int) written;
            }
            Posix.failUnlessInterrupted(path());
        }
    }

    private static long at(ByteBuffer direct) {
        return Memory.address(direct) + direct.position();
    }

    /** Waits until content and metadata are on the disk. */
    public void force() throws IOException {
        check(LibC.fsync(open()));
    }

    /** Sets permission bits, setuid, setgid and sticky. */
    public void setMode(int mode) throws IOException {
        check(LibC.fchmod(open(), mode));
    }

    /** Sets numeric user and group ids. */
    public void setOwner(int owner, int group) throws IOException {
        check(LibC.fchown(open(), owner, group));
    }

    /** Sets the modification time, in nanoseconds since 1970, and leaves the access time as it is. */
    public void setModified(long time) throws IOException {
        check(LibC.futimens(open(), posix.times(time)));
    }

    /** The extended attributes that are asked for. */
    public SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
        return posix.attributes(open(), asked, path());
    }

    /** Sets an extended attribute, or removes it if the value is null. */
    public void setAttribute(String name, ByteBuffer value) throws IOException {
        posix.setAttribute(open(), name, value, path());
    }

    @Override
    public long position() throws IOException {
        return sought(LibC.lseek(open(), 0, SEEK_CUR));
    }

    @Override
    public NativeFile position(long position) throws IOException {
        sought(LibC.lseek(open(), position, SEEK_SET));
        return this;
    }

    @Override
    public long size() throws IOException {
        return status().size();
    }

    /** Sets the size, to more or less than it is. What is added is a hole. */
    @Override
    public NativeFile truncate(long size) throws IOException {
        check(LibC.ftruncate(open(), size));
        return this;
    }

    @Override
    public boolean isOpen() {
        return number >= 0;
    }

    /**
     * Closes the file, once.
     *
     * @throws IOException if what was written did not arrive, which some file systems tell only here
     */
    @Override
    public void close() throws IOException {
        if (number >= 0) {
            int closing = number;
            number = -1;
            if (LibC.close(closing) != 0) {
                Posix.failUnlessInterrupted(path());
            }
        }
    }

    private int open() throws ClosedChannelException {
        if (number < 0) {
            throw new ClosedChannelException();
        }
        return number;
    }

    private long sought(long result) throws IOException {
        check(result < 0 ? -1 : 0);
        return result;
    }

    private void check(int result) throws IOException {
        if (result != 0) {
            throw Posix.failure(Native.getLastError(), path());
        }
    }
}
