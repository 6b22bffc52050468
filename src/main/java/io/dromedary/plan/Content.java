package io.dromedary.plan;

/** What a comparison of two files' content has shown. */
enum Content {
    SAME,
    DIFFERENT,
    /** The source has another content than before, though nothing else of it changed: the replica is the good one. */
    ROT_IN_SOURCE,
    /** The same of the replica. */
    ROT_IN_REPLICA
}
