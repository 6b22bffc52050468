package io.dromedary.operator;

import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.audit.Event;
import io.dromedary.audit.LineTime;
import io.dromedary.tree.PathText;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Says an alarm to somebody who is tired: what it is, since when, and what to do. */
final class AlarmText {

    private static final int EXAMPLES = 3;

    private final LineTime time;

    /** @param time the form of times */
    AlarmText(LineTime time) {
        this.time = time;
    }

    /** What is wrong, now that it is. */
    String begun(AlarmKind kind, JobStatus status, Instant since) {
        String at = time.seconds(since);
        return job(status)
                + switch (kind) {
                    case FAILED ->
                        "passes fail since " + at + ": " + status.last().why()
                                + ". Nothing was touched, and each pass tries again.";
                    case REFUSED ->
                        "passes are refused since " + at + ": "
                                + status.refused().why() + ". Nothing was touched, and each pass looks again.";
                    case ROT ->
                        files(status.rotten()) + " of the source rotted" + examples(status) + ", noticed " + at
                                + ": the content changed by itself. The replica keeps what was good: restore it from"
                                + " there, or start once with --accept PATH if the change is meant.";
                    case PROBLEMS ->
                        paths(problems(status)) + " could not be read or written, since " + at + first(status)
                                + " All else is copied; the log has each of them" + log(status) + ".";
                    case OVERDUE -> overdue(status, at);
                };
    }

    /**
     * That it is over.
     *
     * @param others what still stands
     */
    String ended(AlarmKind kind, JobStatus status, Instant since, Set<AlarmKind> others) {
        String over = switch (kind) {
            case FAILED -> "passes can run again";
            case REFUSED -> "passes are not refused any more";
            case ROT -> "no file of the source counts as rotten any more";
            case PROBLEMS -> "all paths can be read and written again";
            case OVERDUE -> "passes come in time again";
        };
        String now = others.isEmpty()
                ? status.inSync() ? " Source and replica are in sync." : ""
                : " What still stands: " + others.stream().map(AlarmKind::word).collect(Collectors.joining(", ")) + ".";
        return job(status) + over + ". This had begun " + time.seconds(since) + "." + now;
    }

    private String overdue(JobStatus status, String at) {
        return status.phase() == Phase.IDLE
                ? "no pass has begun since one was due " + at
                        + ". Look whether the machine is overloaded or a disk does not answer, and restart the program."
                : "a pass has come no further for ten minutes, noticed " + at
                        + ". A disk or a network drive may not answer: look at source and replica, and restart the"
                        + " program when they do.";
    }

    private static String job(JobStatus status) {
        return "Job " + status.job().name() + " (replica "
                + PathText.of(status.job().replica()) + "): ";
    }

    private static String log(JobStatus status) {
        return status.job().log() == null ? "" : ": " + PathText.of(status.job().log());
    }

    private static long problems(JobStatus status) {
        long rot = status.problems().stream().filter(AlarmKind::isRot).count();
        return status.problemCount() - rot;
    }

    private static String first(JobStatus status) {
        return status.problems().stream()
                .filter(problem -> !AlarmKind.isRot(problem))
                .findFirst()
                .map(problem -> ". The first: " + problem.message())
                .orElse(".");
    }

    private static String examples(JobStatus status) {
        String paths = status.problems().stream()
                .filter(AlarmKind::isRot)
                .limit(EXAMPLES)
                .map(Event::path)
                .collect(Collectors.joining(", "));
        return paths.isEmpty() ? "" : status.rotten() > EXAMPLES ? " (" + paths + ", …)" : " (" + paths + ")";
    }

    private static String files(long count) {
        return count == 1 ? "1 file" : count + " files";
    }

    private static String paths(long count) {
        return count == 1 ? "1 path" : count + " paths";
    }
}
