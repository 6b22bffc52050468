package io.dromedary.operator;

import io.dromedary.JobStatus;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Which alarms of one job stand, and what of that each route still has to be told. Safe for use by several threads. */
final class JobAlarms {

    private final Supplier<JobStatus> job;
    private final AlarmText text;
    private final ToldAlarms told;
    private final Map<AlarmKind, Instant> standing;
    private JobStatus status;
    private Instant looked;

    /** @param folder where the state of the job is */
    JobAlarms(Supplier<JobStatus> job, Path folder, AlarmText text) {
        this.job = job;
        this.text = text;
        this.told = new ToldAlarms(folder);
        this.standing = told.toAny();
    }

    /** Looks how the job stands. */
    synchronized void look(Instant now) {
        status = job.get();
        looked = now;
        for (AlarmKind kind : AlarmKind.values()) {
            if (kind.stands(status)) {
                standing.putIfAbsent(kind, now);
            } else if (status.last() != null) {
                // Before the first pass of a process nobody knows whether what stood before it is over.
                standing.remove(kind);
            }
        }
    }

    /** What a route has to be told, what is over first. */
    synchronized List<Alarm> untold(String route) {
        if (status == null) {
            return List.of();
        }
        Map<AlarmKind, Instant> known = told.to(route);
        List<Alarm> untold = new ArrayList<>();
        known.forEach((kind, since) -> {
            if (!standing.containsKey(kind)) {
                untold.add(ended(kind, since));
            }
        });
        standing.forEach((kind, since) -> {
            if (!known.containsKey(kind) && kind.stands(status)) {
                untold.add(begun(kind, since));
            }
        });
        return untold;
    }

    private Alarm begun(AlarmKind kind, Instant since) {
        String plan = kind == AlarmKind.REFUSED ? status.refused().plan() : null;
        String name = status.job().name();
        return new Alarm(name, kind, true, since, looked, plan, text.begun(kind, status, since));
    }

    private Alarm ended(AlarmKind kind, Instant since) {
        Set<AlarmKind> others = EnumSet.noneOf(AlarmKind.class);
        others.addAll(standing.keySet());
        String name = status.job().name();
        return new Alarm(name, kind, false, since, looked, null, text.ended(kind, status, since, others));
    }

    /** Notes what a route was told. */
    void told(String route, Alarm alarm) {
        told.told(route, alarm);
    }

    /** Lets a route be that could not be told. */
    void gaveUp(String route, Alarm alarm) {
        told.gaveUp(route, alarm);
    }
}
