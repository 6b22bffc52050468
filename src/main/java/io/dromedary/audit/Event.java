package io.dromedary.audit;

import io.dromedary.apply.Outcome;
import io.dromedary.apply.Result;
import io.dromedary.plan.Action;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.nio.file.Path;
import java.time.Instant;

/**
 * One line of the audit: what became of one entry, or of a pass.
 *
 * @param time when it happened
 * @param pass number of the pass, unique within a job: its start in milliseconds since 1970
 * @param sequence number of the action within the pass, or 0 for what is no action; with the pass it tells a repeated
 *     delivery from a new event, except inside a removed folder, whose entries share a sequence
 * @param action a {@link Verb#word()}, {@code read}, {@code rot}, {@code skip} or {@code pass}, or what a person asked for
 * @param kind the lower-case name of a {@link Kind}, {@code pass} or {@code job}
 * @param path the escaped relative path, or null for a pass or a job
 * @param from where a moved entry came from, or the file that this one has become a hard link of, or null
 * @param size bytes of content that were written
 * @param md5 fingerprint of what was written, or null
 * @param outcome an {@link Outcome#word()}, or what became of a pass
 * @param reason why the action was in the plan, or why there is a problem; or null
 * @param message the sentence for people
 */
public record Event(
        Instant time,
        Level level,
        String job,
        long pass,
        long sequence,
        String action,
        String kind,
        String path,
        String from,
        long size,
        String md5,
        String outcome,
        String reason,
        String message) {

    /** The action of the events that end a pass. */
    public static final String PASS = "pass";

    /** The kind of the events that are about a job as a whole. */
    public static final String JOB = "job";

    /**
     * Something that a person has asked of a job, which belongs to no pass.
     *
     * @param action {@code now}, {@code pause}, {@code resume} or {@code confirm}
     */
    public static Event asked(Instant time, String job, String action, String message) {
        return new Event(
                time, Level.INFO, job, 0, 0, action, JOB, null, null, 0, null, Outcome.DONE.word(), null, message);
    }

    /** Where and when events happen: the part that those of one pass have in common. */
    public record Origin(String job, long pass) {

        /** An action that was carried out, or was not needed any more. */
        public Event of(Instant time, long sequence, Action action, Result result) {
            String name = PathText.of(action.path());
            String message = action.kind().noun() + " " + name
                    + switch (result.outcome()) {
                        case VANISHED ->
                            " vanished before it could be " + action.verb().done() + ".";
                        case BUSY -> " changed while it was copied and is left for the next pass.";
                        default -> " has been " + done(action, result) + ".";
                    };
            String md5 = result.content() == null ? null : result.content().toString();
            return event(
                    time,
                    action.reason() == Reason.ROT ? Level.WARN : Level.INFO,
                    sequence,
                    action.verb().word(),
                    action.kind(),
                    name,
                    from(action, result),
                    result.bytes(),
                    md5,
                    result.outcome(),
                    action.reason().words(),
                    message);
        }

        private static String done(Action action, Result result) {
            String done = action.verb().done();
            if (action.verb() == Verb.MOVE) {
                return done + " from " + from(action, result);
            }
            return result.linkOf() == null ? done : done + " as a hard link of " + from(action, result);
        }

        private static String from(Action action, Result result) {
            Path from = action.from() == null ? result.linkOf() : action.from();
            return from == null ? null : PathText.of(from);
        }

        /** A change that a killed program made and did not tell. */
        public Event recovered(Instant time, long sequence, Verb verb, Kind kind, Path path, Path from) {
            String name = PathText.of(path);
            String origin = from == null ? null : PathText.of(from);
            return event(
                    time,
                    Level.INFO,
                    sequence,
                    verb.word(),
                    kind,
                    name,
                    origin,
                    0,
                    null,
                    Outcome.RECOVERED,
                    "not told before the program was killed",
                    kind.noun() + " " + name + " has been " + verb.done() + (from == null ? "" : " from " + origin)
                            + " (recovered).");
        }

        /** An entry that was removed. */
        public Event removed(Instant time, long sequence, Kind kind, Path path, String reason) {
            String name = PathText.of(path);
            return event(
                    time,
                    Level.INFO,
                    sequence,
                    Verb.REMOVE.word(),
                    kind,
                    name,
                    null,
                    0,
                    null,
                    Outcome.DONE,
                    reason,
                    kind.noun() + " " + name + " has been removed.");
        }

        /** Something that could not be read or written. */
        public Event problem(Instant time, long sequence, String action, Problem problem) {
            String name = PathText.of(problem.path());
            String message = problem.kind().noun() + " " + name + " could not be " + problem.could() + ": "
                    + problem.why() + ".";
            return event(
                    time,
                    problem.rot() ? Level.ERROR : Level.WARN,
                    sequence,
                    problem.rot() ? "rot" : action,
                    problem.kind(),
                    name,
                    null,
                    0,
                    null,
                    Outcome.PROBLEM,
                    problem.why(),
                    message);
        }

        /** An entry of a kind that is not mirrored. */
        public Event skipped(Instant time, Path path) {
            String name = PathText.of(path);
            return event(
                    time,
                    Level.WARN,
                    0,
                    "skip",
                    Kind.OTHER,
                    name,
                    null,
                    0,
                    null,
                    Outcome.SKIPPED,
                    null,
                    Kind.OTHER.noun() + " " + name + " has been skipped: it is a socket, pipe or device.");
        }

        /** A warning about the pass as a whole. */
        public Event warning(Instant time, String message) {
            return new Event(time, Level.WARN, job, pass, 0, PASS, PASS, null, null, 0, null, "warning", null, message);
        }

        /** The end of a pass. */
        public Event ended(Instant time, Summary summary) {
            return new Event(
                    time,
                    summary.level(),
                    job,
                    pass,
                    0,
                    PASS,
                    PASS,
                    null,
                    null,
                    summary.bytes(),
                    null,
                    summary.result().word(),
                    summary.why(),
                    summary.message());
        }

        private Event event(
                Instant time,
                Level level,
                long sequence,
                String action,
                Kind kind,
                String path,
                String from,
                long size,
                String md5,
                Outcome outcome,
                String reason,
                String message) {
            return new Event(
                    time,
                    level,
                    job,
                    pass,
                    sequence,
                    action,
                    kind.word(),
                    path,
                    from,
                    size,
                    md5,
                    outcome.word(),
                    reason,
                    message);
        }
    }
}
