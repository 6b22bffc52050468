package io.dromedary.plan;

import io.dromedary.posix.Posix;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;

/**
 * Which metadata a replica keeps, and when two entries have the same.
 *
 * @param kept what is asked for
 * @param root whether this process may give files to others
 * @param tick the finest time that can be set in the replica, in nanoseconds
 */
public record Metadata(Fidelity kept, boolean root, long tick) {

    private static final int SETUID = 04000;
    private static final int SETGID = 02000;

    private static final long MICROSECOND = 1_000;

    /** Before release 21 Java sets file times to the microsecond, and native calls always to the nanosecond. */
    private static final boolean SETS_NANOSECONDS = Runtime.version().feature() >= 21;

    /** Metadata of a replica on a file system of the given type, as {@link java.nio.file.FileStore#type()} names it. */
    public static Metadata of(Fidelity kept, boolean root, String fileSystemType) {
        long fileSystemTick = switch (fileSystemType) {
            case "vfat", "msdos", "fat", "FAT", "FAT32" -> 2_000_000_000L;
            case "hfs", "hfsplus", "ext2", "ext3" -> 1_000_000_000L;
            case "exfat", "exFAT" -> 10_000_000L;
            default -> SETS_NANOSECONDS || Posix.find().isPresent() ? 1 : MICROSECOND;
        };
        return new Metadata(kept, root, fileSystemTick);
    }

    /** Whether owner and group are kept. */
    public boolean owners() {
        return kept.owner() && root;
    }

    /** Whether an extended attribute is kept. Of those that are not the user's, only root may set any. */
    public boolean keeps(String attribute) {
        boolean acl = attribute.startsWith("system.posix_acl_");
        boolean settable = root ? !attribute.startsWith("system.") : attribute.startsWith("user.");
        return acl ? kept.acls() : kept.xattrs() && settable;
    }

    /**
     * The permissions that an entry of the replica is to have. What runs as its owner must not begin to run as another
     * one, because the owner of the source could not be kept.
     *
     * @param has owner and group in the replica
     */
    public int mode(Entry source, Access has) {
        Access wanted = source.access();
        if (wanted.mode() == Access.UNKNOWN || !source.is(Kind.FILE) || owners()) {
            return wanted.mode();
        }
        int lost = (wanted.owner() == has.owner() ? 0 : SETUID) | (wanted.group() == has.group() ? 0 : SETGID);
        return wanted.mode() & ~lost;
    }

    /** Whether a replica entry has all that it can have of its source's metadata, apart from extended attributes. */
    public boolean same(Entry source, Entry replica) {
        return (!kept.times()
                        || sameTime(source.stamp().modified(), replica.stamp().modified()))
                && (source.is(Kind.LINK) || !kept.perms() || sameMode(source, replica.access()))
                && (!owners() || sameOwners(source.access(), replica.access()));
    }

    /** Whether a time in the replica is as near to its source's as the replica can hold. */
    public boolean sameTime(long source, long replica) {
        return source == replica || Math.abs(source - replica) < tick && floor(replica) == replica;
    }

    /** A time as the replica can hold it at best, in nanoseconds since 1970. */
    public long floor(long time) {
        return Math.floorDiv(time, tick) * tick;
    }

    private boolean sameMode(Entry source, Access replica) {
        int wanted = mode(source, replica);
        return wanted == Access.UNKNOWN || replica.mode() == Access.UNKNOWN || wanted == replica.mode();
    }

    private static boolean sameOwners(Access source, Access replica) {
        return source.owner() == replica.owner() && source.group() == replica.group();
    }
}
