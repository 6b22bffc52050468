package io.dromedary.operator;

import io.dromedary.camel.Headers;
import java.util.Map;

/** The headers of an alarm, beside {@link Headers#JOB}, {@link Headers#LEVEL} and {@link Headers#TIME}. */
public final class AlarmHeaders {

    /** {@code failed}, {@code refused}, {@code rot}, {@code problems} or {@code overdue}. */
    public static final String ALARM = "dromedaryAlarm";

    /** {@code begun} or {@code ended}. */
    public static final String STATE = "dromedaryState";

    /** When the alarm began, in ISO 8601 and UTC. */
    public static final String SINCE = "dromedarySince";

    /** The id of the plan that was refused and can be confirmed. */
    public static final String PLAN = "dromedaryPlan";

    private AlarmHeaders() {}

    static void write(Alarm alarm, Map<String, Object> headers) {
        headers.put(Headers.JOB, alarm.job());
        headers.put(ALARM, alarm.kind().word());
        headers.put(STATE, alarm.state());
        headers.put(SINCE, alarm.since().toString());
        headers.put(Headers.TIME, alarm.time().toString());
        headers.put(Headers.LEVEL, level(alarm));
        if (alarm.plan() != null) {
            headers.put(PLAN, alarm.plan());
        }
    }

    private static String level(Alarm alarm) {
        return !alarm.begun() ? "INFO" : alarm.kind() == AlarmKind.PROBLEMS ? "WARN" : "ERROR";
    }
}
