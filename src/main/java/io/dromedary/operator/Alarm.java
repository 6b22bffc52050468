package io.dromedary.operator;

import java.time.Instant;

/**
 * One message: an alarm of a job has begun, or has ended.
 *
 * @param since when it began
 * @param time when this was said
 * @param plan the plan that was refused, or null where none can be confirmed
 * @param text what happened and what to do, in a line for people
 */
record Alarm(String job, AlarmKind kind, boolean begun, Instant since, Instant time, String plan, String text) {

    /** The word for whether it has begun or ended. */
    String state() {
        return begun ? "begun" : "ended";
    }
}
