package io.dromedary.operator;

import io.dromedary.Job;
import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.Refusal;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** How a job named photos stands, as a test says. */
final class Known {

    static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static final Job JOB = Job.of("photos", Path.of("/home/ann/photos"), Path.of("/backup/photos"));

    private PassResult result;
    private String why;
    private Refusal refused;
    private int rotten;
    private boolean overdue;
    private Phase phase = Phase.IDLE;
    private final List<Event> problems = new ArrayList<>();

    static Known before() {
        return new Known();
    }

    static Known synced() {
        return new Known().after(PassResult.SYNCED);
    }

    static Known failed(String why) {
        Known known = new Known().after(PassResult.FAILED);
        known.why = why;
        return known;
    }

    static Known refused(String why, String plan) {
        Known known = new Known().after(PassResult.REFUSED);
        known.why = why;
        known.refused = new Refusal(why, plan);
        return known;
    }

    private Known after(PassResult what) {
        result = what;
        return this;
    }

    Known problem(String path, String why) {
        problems.add(origin().problem(START, 1, "copy", new Problem(Kind.FILE, Path.of(path), "copied", why)));
        return result == PassResult.SYNCED ? after(PassResult.PROBLEMS) : this;
    }

    /** Rot that stands, and that the last pass tells of or does not. */
    Known rot(String path, boolean told) {
        rotten++;
        if (told) {
            problems.add(origin().problem(START, 0, "read", Problem.rot(Path.of(path))));
        }
        return this;
    }

    Known overdue(Phase doing) {
        overdue = true;
        phase = doing;
        return this;
    }

    private static Event.Origin origin() {
        return new Event.Origin("photos", 1);
    }

    JobStatus status() {
        Summary last = result == null
                ? null
                : new Summary(
                        "photos", 1, result, why, 0, 0, 0, 0, 0, 0, 0, 0, 0, problems.size(), 0, START, Duration.ZERO);
        return new JobStatus(
                JOB,
                phase,
                false,
                last == null ? null : START,
                last,
                result == PassResult.SYNCED ? START : null,
                START,
                overdue,
                null,
                problems,
                problems.size(),
                refused,
                rotten,
                0);
    }
}
