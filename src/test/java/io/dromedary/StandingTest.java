package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandingTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");

    private static Instant at(int seconds) {
        return START.plusSeconds(seconds);
    }

    private static Summary pass(int second, PassResult result, long problems) {
        return new Summary(
                "photos", second, result, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, problems, 0, at(second), Duration.ZERO);
    }

    private static Standing full(Standing before, int second, PassResult result, Event... problems) {
        return before.after(pass(second, result, problems.length), true, List.of(problems), null);
    }

    private static Standing part(Standing before, int second, PassResult result, Event... problems) {
        return before.after(pass(second, result, problems.length), false, List.of(problems), null);
    }

    private static Event problem(String path) {
        return new Event.Origin("photos", 1)
                .problem(START, 0, "read", new Problem(Kind.FILE, Path.of(path), "read", "permission denied"));
    }

    @Test
    void whatLastsBeganWithTheFirstPassThatCameToIt() {
        Standing synced = full(full(Standing.UNKNOWN, 1, PassResult.SYNCED), 2, PassResult.SYNCED);
        assertThat(synced.since()).isEqualTo(at(1));
        assertThat(synced.lastSuccess()).isEqualTo(at(2));
        Standing failed = full(synced, 3, PassResult.FAILED);
        assertThat(failed.since()).isEqualTo(at(3));
        assertThat(failed.lastSuccess()).isEqualTo(at(2));
        assertThat(full(failed, 4, PassResult.SYNCED).since()).isEqualTo(at(4));
    }

    @Test
    void aPassOverSomeFoldersLeavesTheProblemsOfAllOthersStanding() {
        Standing problems = full(Standing.UNKNOWN, 1, PassResult.PROBLEMS, problem("a"));
        Standing quiet = part(problems, 2, PassResult.SYNCED);
        assertThat(quiet.problems()).containsExactly(problem("a"));
        assertThat(quiet.since()).isEqualTo(at(1));
        assertThat(quiet.lastSuccess()).isNull();
        Standing more = part(quiet, 3, PassResult.PROBLEMS, problem("b"));
        assertThat(more.problems()).containsExactly(problem("a"), problem("b"));
        assertThat(more.problemCount()).isEqualTo(2);
        assertThat(full(more, 4, PassResult.SYNCED).problems()).isEmpty();
    }

    @Test
    void aPassThatCouldNotLookLeavesTheProblemsThatWereFoundBefore() {
        Standing problems = full(Standing.UNKNOWN, 1, PassResult.PROBLEMS, problem("a"));
        assertThat(full(problems, 2, PassResult.REFUSED).problems()).containsExactly(problem("a"));
    }

    @Test
    void aPassThatWasStoppedTellsNothing() {
        Standing synced = full(Standing.UNKNOWN, 1, PassResult.SYNCED);
        assertThat(full(synced, 2, PassResult.STOPPED)).isEqualTo(synced);
    }
}
