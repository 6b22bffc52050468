package io.dromedary.plan;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;

/**
 * Which metadata a replica keeps, and when two entries have the same.
 *
 * @param owners whether owner and group are kept, which takes root
 * @param tick the finest time that can be set in the replica, in nanoseconds
 */
public record Metadata(boolean owners, long tick) {

    private static final long MICROSECOND = 1_000;

    /** Java sets file times to the microsecond before release 21, and to the nanosecond since. */
    private static final long PLATFORM_TICK = Runtime.version().feature() < 21 ? MICROSECOND : 1;

    /** Metadata of a replica on a file system of the given type, as {@link java.nio.file.FileStore#type()} names it. */
    public static Metadata of(boolean owners, String fileSystemType) {
        long fileSystemTick = switch (fileSystemType) {
            case "vfat", "msdos", "fat", "FAT", "FAT32" -> 2_000_000_000L;
            case "hfs", "hfsplus", "ext2", "ext3" -> 1_000_000_000L;
            case "exfat", "exFAT" -> 10_000_000L;
            default -> PLATFORM_TICK;
        };
        return new Metadata(owners, fileSystemTick);
    }

    /** Whether a replica entry has all that it can have of its source's metadata. */
    public boolean same(Entry source, Entry replica) {
        return sameTime(source.stamp().modified(), replica.stamp().modified())
                && (source.is(Kind.LINK) || sameMode(source.access(), replica.access()))
                && (!owners || sameOwners(source.access(), replica.access()));
    }

    /** Whether a time in the replica is as near to its source's as the replica can hold. */
    public boolean sameTime(long source, long replica) {
        return source == replica || Math.abs(source - replica) < tick && floor(replica) == replica;
    }

    /** A time as the replica can hold it at best, in nanoseconds since 1970. */
    public long floor(long time) {
        return Math.floorDiv(time, tick) * tick;
    }

    private static boolean sameMode(Access source, Access replica) {
        return source.mode() == Access.UNKNOWN || replica.mode() == Access.UNKNOWN || source.mode() == replica.mode();
    }

    private static boolean sameOwners(Access source, Access replica) {
        return source.owner() == replica.owner() && source.group() == replica.group();
    }
}
