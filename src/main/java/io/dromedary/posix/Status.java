package io.dromedary.posix;

import java.nio.ByteBuffer;

/**
 * What the kernel says of an entry.
 *
 * @param mode type and permission bits
 * @param links how many names it has, as hard links of each other
 * @param size in bytes
 * @param modified modification time in nanoseconds since 1970; times outside 1677 to 2262 are cut to that range
 * @param changed change time in nanoseconds since 1970
 * @param device number of the file system
 * @param inode number of the entry in its file system
 * @param owner numeric user id
 * @param group numeric group id
 * @param blocks how many pieces of 512 bytes it takes on the disk
 * @param born when it came into being, in nanoseconds since 1970, or 0 where the file system does not tell
 */
public record Status(
        int mode,
        int links,
        long size,
        long modified,
        long changed,
        long device,
        long inode,
        int owner,
        int group,
        long blocks,
        long born) {

    static final int BYTES = 256;

    /** STATX_BTIME, in what is asked for and in what was told. */
    static final int BIRTH_TIME = 0x800;

    private static final long NANOS = 1_000_000_000L;

    /** Whether a file takes less room than it has content, as one with holes does. */
    public boolean isSparse() {
        return blocks * 512 < size;
    }

    /** Reads what {@code statx} writes, which has the same layout on every processor (include/uapi/linux/stat.h). */
    static Status read(ByteBuffer statx) {
        return new Status(
                statx.getShort(28) & 0xFFFF,
                statx.getInt(16),
                statx.getLong(40),
                time(statx, 112),
                time(statx, 96),
                device(statx.getInt(136), statx.getInt(140)),
                statx.getLong(32),
                statx.getInt(20),
                statx.getInt(24),
                statx.getLong(48),
                (statx.getInt(0) & BIRTH_TIME) == 0 ? 0 : time(statx, 80));
    }

    private static long time(ByteBuffer statx, int at) {
        long seconds = statx.getLong(at);
        if (seconds > Long.MAX_VALUE / NANOS - 1) {
            return Long.MAX_VALUE;
        }
        return seconds < Long.MIN_VALUE / NANOS + 1 ? Long.MIN_VALUE : seconds * NANOS + statx.getInt(at + 8);
    }

    /** One number of the two, as {@code makedev} of the C library makes it, and the JDK shows it. */
    private static long device(int major, int minor) {
        return (major & 0xFFFFF000L) << 32 | (major & 0xFFFL) << 8 | (minor & 0xFFFFFF00L) << 12 | minor & 0xFFL;
    }
}
