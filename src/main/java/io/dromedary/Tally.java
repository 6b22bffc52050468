package io.dromedary;

import io.dromedary.apply.Outcome;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what the events of a pass tell, so that the summary and the log cannot disagree. */
final class Tally {

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();

    void add(Event event) {
        boolean done = event.outcome().equals(Outcome.DONE.word());
        add(done ? event.action() : event.outcome());
        bytes.add(event.size());
    }

    private void add(String word) {
        counts.computeIfAbsent(word, key -> new LongAdder()).increment();
    }

    boolean hasProblems() {
        return count(Outcome.PROBLEM.word()) > 0;
    }

    Summary summary(Event.Origin origin, PassResult result, String why, Instant started, Duration took) {
        return new Summary(
                origin.job(),
                origin.pass(),
                result,
                why,
                count(Verb.CREATE.word()),
                count(Verb.COPY.word()),
                count(Verb.UPDATE.word()),
                count(Verb.MOVE.word()),
                count(Verb.ADJUST.word()),
                count(Verb.REMOVE.word()),
                count(Outcome.VANISHED.word()),
                count(Outcome.BUSY.word()),
                count(Outcome.SKIPPED.word()),
                count(Outcome.PROBLEM.word()),
                bytes.sum(),
                started,
                took);
    }

    private long count(String word) {
        LongAdder count = counts.get(word);
        return count == null ? 0 : count.sum();
    }
}
