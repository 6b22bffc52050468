package io.dromedary.posix;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/**
 * The functions of the C library that are used, as POSIX.1-2017 and the Linux manual pages have them. Pointers are
 * addresses, so that a call costs no conversion.
 */
final class LibC {

    private LibC() {}

    /** Binds the functions, or throws a {@link LinkageError}. */
    static void bind() {
        Native.register(LibC.class, NativeLibrary.getProcess());
    }

    static native int openat(int folder, long path, int flags, int mode);

    static native int close(int file);

    static native long getdents64(int folder, long buffer, long bytes);

    static native int statx(int folder, long path, int flags, int mask, long buffer);

    static native long read(int file, long buffer, long bytes);

    static native long write(int file, long buffer, long bytes);

    static native long lseek(int file, long offset, int whence);

    static native int ftruncate(int file, long length);

    static native int fsync(int file);

    static native int fchmod(int file, int mode);

    static native int fchown(int file, int owner, int group);

    static native int futimens(int file, long times);

    static native int renameat(int oldFolder, long oldPath, int newFolder, long newPath);

    static native int linkat(int oldFolder, long oldPath, int newFolder, long newPath, int flags);

    static native int unlinkat(int folder, long path, int flags);

    static native int mkdirat(int folder, long path, int mode);

    static native int symlinkat(long target, int folder, long path);

    static native long readlinkat(int folder, long path, long buffer, long bytes);

    static native int fchmodat(int folder, long path, int mode, int flags);

    static native int fchownat(int folder, long path, int owner, int group, int flags);

    static native int utimensat(int folder, long path, long times, int flags);

    static native long listxattr(long path, long names, long bytes);

    static native long llistxattr(long path, long names, long bytes);

    static native long getxattr(long path, long name, long value, long bytes);

    static native long lgetxattr(long path, long name, long value, long bytes);

    static native int setxattr(long path, long name, long value, long bytes, int flags);

    static native int removexattr(long path, long name);

    /** Any system call by its number, for those that the C library has no function for. */
    static native long syscall(long number, long first, long second, long third, long fourth, long fifth);

    static native String strerror(int error);
}
