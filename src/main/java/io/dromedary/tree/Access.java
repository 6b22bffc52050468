package io.dromedary.tree;

/**
 * Who may do what with an entry.
 *
 * @param mode permission bits with setuid, setgid and sticky (0 to 07777), or {@link #UNKNOWN}
 * @param owner numeric user id, or {@link #UNKNOWN}
 * @param group numeric group id, or {@link #UNKNOWN}
 */
public record Access(int mode, int owner, int group) {

    /** Stands for a number that the platform does not have. */
    public static final int UNKNOWN = -1;

    static final Access NONE = new Access(UNKNOWN, UNKNOWN, UNKNOWN);
}
