package io.dromedary.tree;

/**
 * What tells a file from others, under whatever name.
 *
 * @param device number of its file system
 * @param inode its number there
 */
public record FileKey(long device, long inode) {

    /** The key of the file that has this stamp. */
    public static FileKey of(Stamp stamp) {
        return new FileKey(stamp.device(), stamp.inode());
    }

    // As those of a stamp, by hand.

    @Override
    public boolean equals(Object other) {
        return other instanceof FileKey key && device == key.device && inode == key.inode;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(inode);
    }
}
