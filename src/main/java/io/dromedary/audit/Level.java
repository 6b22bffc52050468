package io.dromedary.audit;

/** How much an event should worry somebody. */
public enum Level {
    /** What was asked for happened. */
    INFO,
    /** Something was left as it is, a pass was refused, or rot in the replica was repaired. */
    WARN,
    /** A pass could not run, or a file of the source has rotted. */
    ERROR
}
