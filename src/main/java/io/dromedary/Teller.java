package io.dromedary;

import io.dromedary.apply.Removed;
import io.dromedary.apply.Result;
import io.dromedary.audit.Event;
import io.dromedary.plan.Action;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Failure;
import java.time.Clock;
import java.time.Instant;

/** Makes the events of one pass, and counts each, so that the summary and the log cannot disagree. */
final class Teller {

    private final Event.Origin origin;
    private final Clock clock;
    private final Tally tally;

    Teller(Event.Origin origin, Clock clock, Tally tally) {
        this.origin = origin;
        this.clock = clock;
        this.tally = tally;
    }

    Event done(long sequence, Action action, Result result) {
        return tell(origin.of(now(), sequence, action, result));
    }

    Event removed(long sequence, Action action, Removed step) {
        return tell(origin.removed(
                now(), sequence, step.kind(), step.path(), action.reason().words()));
    }

    Event notRemoved(long sequence, Action action, Removed step) {
        String why = Failure.inWords(step.failure());
        Problem problem = new Problem(step.kind(), step.path(), action.verb().done(), why);
        return tell(origin.problem(now(), sequence, action.verb().word(), problem));
    }

    Event problem(long sequence, Action action, String why) {
        Problem problem =
                new Problem(action.kind(), action.path(), action.verb().done(), why);
        return tell(origin.problem(now(), sequence, action.verb().word(), problem));
    }

    /** A problem that belongs to no action of the plan. */
    Event problem(String action, Problem problem) {
        return tell(origin.problem(now(), 0, action, problem));
    }

    /** Counts an event that was made before. */
    Event tell(Event event) {
        tally.add(event);
        return event;
    }

    Instant now() {
        return clock.instant();
    }
}
