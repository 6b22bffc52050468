package io.dromedary.tree;

/**
 * What tells, without reading a file, whether it may have changed.
 *
 * @param size in bytes
 * @param modified modification time in nanoseconds since 1970; times outside 1677 to 2262 are cut to that range
 * @param changed change time in nanoseconds since 1970, or the modification time where the platform has no change time
 * @param device the file system's number, 0 where the platform has none
 * @param inode the file's number in its file system, 0 where the platform has none
 * @param born when the file came into being, in nanoseconds since 1970, or 0 where nobody knows; no part of equality,
 *     because it is not kept with what is known of files
 */
public record Stamp(long size, long modified, long changed, long device, long inode, long born) {

    /** One of a file of which nobody knows when it came into being. */
    public Stamp(long size, long modified, long changed, long device, long inode) {
        this(size, modified, changed, device, inode, 0);
    }

    /** Whether both stamps name the same file (not whether it is unchanged). */
    public boolean sameFile(Stamp other) {
        return device == other.device && inode == other.inode;
    }

    /** The same, and with nothing else changed than names and the like, which change the change time only. */
    public boolean isLike(Stamp other) {
        return sameFile(other) && size == other.size && modified == other.modified;
    }

    // What a record has of itself is put together at its first use, which takes longer than a pass over a small tree.

    @Override
    public boolean equals(Object other) {
        return other instanceof Stamp stamp
                && size == stamp.size
                && modified == stamp.modified
                && changed == stamp.changed
                && sameFile(stamp);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(inode) * 31 + Long.hashCode(changed);
    }
}
