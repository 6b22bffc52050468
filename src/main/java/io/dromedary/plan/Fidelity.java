package io.dromedary.plan;

/**
 * What of an entry, besides its content, a replica is to keep.
 *
 * @param hardLinks which files are hard links of each other
 * @param acls POSIX access control lists of files and folders
 * @param xattrs other extended attributes of files and folders
 * @param owner owner and group, which takes root
 * @param perms permissions, with setuid, setgid and sticky
 * @param times modification times
 */
public record Fidelity(boolean hardLinks, boolean acls, boolean xattrs, boolean owner, boolean perms, boolean times) {

    /** What is kept unless somebody says otherwise: all that every file system has. */
    public static final Fidelity USUAL = new Fidelity(false, false, false, true, true, true);

    /** Whether something is kept that takes native calls. */
    public boolean extended() {
        return acls || xattrs;
    }

    /** The same without what takes native calls. */
    public Fidelity withoutExtended() {
        return new Fidelity(hardLinks, false, false, owner, perms, times);
    }

    /** The same without hard links. */
    public Fidelity withoutHardLinks() {
        return new Fidelity(false, acls, xattrs, owner, perms, times);
    }
}
