package io.dromedary.plan;

/** How the content of two files is compared. */
public enum Compare {
    /** By MD5, hashing again only what its stamp says may have changed. */
    MD5,
    /** By MD5, hashing everything in every pass. */
    FULL,
    /** By size and modification time, reading nothing. */
    TIME
}
