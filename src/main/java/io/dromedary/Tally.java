package io.dromedary;

import io.dromedary.apply.Outcome;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Verb;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Counts what the events of a pass tell, so that the summary and the log cannot disagree. */
final class Tally {

    /** Enough for a person to see what is wrong. */
    static final int MOST_PROBLEMS = 100;

    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder bytes = new LongAdder();
    private final Queue<Event> problems = new ConcurrentLinkedQueue<>();

    void add(Event event) {
        boolean done = event.outcome().equals(Outcome.DONE.word());
        add(done ? event.action() : event.outcome());
        bytes.add(event.size());
        if (event.outcome().equals(Outcome.PROBLEM.word()) && problems.size() < MOST_PROBLEMS) {
            problems.add(event);
        }
    }

    /** The first problems. */
    List<Event> problems() {
        return List.copyOf(problems);
    }

    /** The first of both together. */
    static List<Event> first(List<Event> one, List<Event> other) {
        return Stream.concat(one.stream(), other.stream()).limit(MOST_PROBLEMS).toList();
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
