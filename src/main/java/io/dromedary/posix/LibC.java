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

    static native int fchmod(int file, int mode);

    static native int fchown(int file, int owner, int group);

    static native int futimens(int file, long times);

    static native String strerror(int error);
}
