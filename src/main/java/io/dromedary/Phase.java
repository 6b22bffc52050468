package io.dromedary;

import java.util.Locale;

/** What a job is doing. */
public enum Phase {
    /** No pass is under way. */
    IDLE,
    /** Source and replica are being compared; nothing is changed yet. */
    PLANNING,
    /** Entries are created, copied, updated, moved and adjusted. */
    COPYING,
    /** Extraneous entries are being removed. */
    DELETING,
    /** Folders get their metadata. */
    FINISHING;

    /** The word for it in JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
