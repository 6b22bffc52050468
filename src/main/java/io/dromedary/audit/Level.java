package io.dromedary.audit;

/** How much an event should worry somebody. */
public enum Level {
    /** What was asked for happened. */
    INFO,
    /** Something was left as it is, or a pass was refused. */
    WARN,
    /** A pass could not run. */
    ERROR
}
