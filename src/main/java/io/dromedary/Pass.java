package io.dromedary;

import io.dromedary.Journal.Change;
import io.dromedary.apply.Disk;
import io.dromedary.apply.LargeCopies;
import io.dromedary.apply.Outcome;
import io.dromedary.apply.Removed;
import io.dromedary.apply.Replica;
import io.dromedary.apply.Result;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.Pause;
import io.dromedary.plan.Action;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One comparison and what follows from it. Whoever drives a pass takes {@link #copies()} and then {@link #secondTries()}, gives each
 * sequence number to {@link #copy}, takes {@link #deletions()}, gives each to {@link #delete}, and takes what {@link #finish()} has to tell.
 *
 * <p>The driver may use many threads, and may be wrong: a number that comes twice does nothing the second time, nothing
 * is deleted before every copy has settled, and what never came is a problem in the summary.
 */
public final class Pass {

    private final Event.Origin origin;
    private final Comparison comparison;
    private final Verdict verdict;
    private final Start start;
    private final Disk disk;
    private final Journal journal;
    private final List<Event> recovered;
    private final JobTrash trash;
    private final Consumer<Summary> ended;

    private final Replica replica;
    private final Tally tally = new Tally();
    private final Teller teller;
    private final AtomicLong sequence = new AtomicLong();
    private final Ledger copies = new Ledger();
    private final Ledger deletions = new Ledger();
    private final SecondTries tries;
    private final AtomicLong files = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private volatile Phase phase = Phase.COPYING;
    private final Queue<Problem> lateFindings = new ConcurrentLinkedQueue<>();
    private Iterator<Event> closing;

    Pass(
            Event.Origin origin,
            Comparison comparison,
            Verdict verdict,
            Start start,
            Disk disk,
            Journal journal,
            List<Event> recovered,
            Pause pause,
            JobTrash trash,
            Consumer<Summary> ended) {
        this.origin = origin;
        this.comparison = comparison;
        this.verdict = verdict;
        this.start = start;
        this.disk = disk;
        this.journal = journal;
        this.recovered = recovered;
        this.trash = trash;
        this.ended = ended;
        this.replica = new Replica(
                comparison,
                disk,
                origin.pass(),
                verdict.plan().copies(),
                verdict.plan().linked(),
                trash.of(origin.pass()),
                this::moving);
        this.tries = new SecondTries(pause);
        this.teller = new Teller(origin, comparison.clock(), tally);
    }

    /** The number of this pass, unique within its job: its start in milliseconds since 1970. */
    public long number() {
        return origin.pass();
    }

    /** The name of the job. */
    public String job() {
        return origin.job();
    }

    /** What it is doing. */
    Phase phase() {
        return phase;
    }

    /** How far it has come. */
    Progress progress() {
        Plan plan = verdict.plan();
        Counts planned = Stream.concat(plan.copies().stream(), plan.removals().stream())
                .map(Action::counts)
                .reduce(Counts.NONE, Counts::plus);
        long toWrite = plan.copies().stream()
                .mapToLong(action -> action.counts().bytes())
                .sum();
        Optional<LargeCopies.Copy> oldest = replica.largeCopies().oldest();
        return new Progress(
                start.time(),
                files.get(),
                planned.files(),
                bytes.get() + replica.largeCopies().written(),
                toWrite,
                oldest.map(copy -> PathText.of(copy.path())).orElse(null),
                oldest.map(LargeCopies.Copy::written).orElse(0L),
                oldest.map(LargeCopies.Copy::size).orElse(0L));
    }

    /** What grows as long as something goes on. */
    long activity() {
        return number()
                + sequence.get()
                + files.get()
                + bytes.get()
                + replica.largeCopies().written();
    }

    /** The first problems. */
    List<Event> problems() {
        return tally.problems();
    }

    /** What to tell of a refusal, or null if it was not refused. */
    Refusal refusal() {
        return verdict.refusal();
    }

    /** What is to be created, copied, updated, moved and adjusted, one task for each entry. For one thread, once. */
    public Iterator<Task> copies() {
        return handOut(
                new Expansion(comparison.source(), verdict.plan().copies(), this::unreadable),
                copies,
                copies::complete);
    }

    /**
     * What was in motion when it was copied, for a second try each, which waits until half a second after the first. To be
     * asked for when the {@link #copies()} have been carried out; what nobody tries again is left for the next pass. For
     * one thread, once.
     */
    public Iterator<Task> secondTries() {
        return handOut(tries, copies, () -> {});
    }

    /** What could be read when the plan was made, and not any more. */
    private void unreadable(Pair pair) {
        replica.keepCopyOf(pair.path());
        boolean told = verdict.plan().problems().stream()
                .anyMatch(problem -> problem.path().equals(pair.path()));
        if (!told) {
            String why = Failure.inWords(pair.source().failure());
            lateFindings.add(new Problem(pair.source().kind(), pair.path(), "read", why));
        }
    }

    /** What is to be removed, one task for each topmost entry. For one thread, once. */
    public Iterator<Task> deletions() {
        return handOut(verdict.plan().removals().iterator(), deletions, deletions::complete);
    }

    private Iterator<Task> handOut(Iterator<Action> actions, Ledger ledger, Runnable exhausted) {
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                if (comparison.stop().stopped() || ledger.isClosed()) {
                    return false;
                }
                boolean more = actions.hasNext();
                if (!more) {
                    exhausted.run();
                }
                return more;
            }

            @Override
            public Task next() {
                // Not by asking again: somebody who was told that there is one gets it, whatever stops meanwhile.
                Task task = new Task(sequence.incrementAndGet(), actions.next());
                ledger.handOut(task);
                if (task.action().verb() != Verb.REMOVE) {
                    note(task.sequence(), task.action());
                }
                return task;
            }
        };
    }

    /** Tells the journal of a change to come, which it writes before the first change of all those that it was told of. */
    private void note(long number, Action action) {
        Entry stands = action.replaces() == Kind.ABSENT ? Entry.ABSENT : disk.entry(action.path());
        journal.add(Change.of(origin.pass(), number, action, stands));
    }

    /**
     * Carries out one of {@link #copies()}.
     *
     * @return nothing if the number is none of this pass, or came before, or the pass is over
     */
    public Optional<Carried> copy(long number) {
        return copies.begin(number).map(action -> {
            boolean settled = false;
            try {
                journal.flush();
                Carried carried = bring(number, action);
                if (carried.event().isEmpty()) {
                    journal.settled(origin.pass(), action.verb(), action.path());
                }
                copies.settle(number);
                count(action);
                settled = true;
                return carried;
            } finally {
                if (!settled) {
                    // An error that nobody foresaw. The copy stays open, so that nothing is deleted in this pass.
                    copies.pause();
                }
            }
        });
    }

    private void count(Action action) {
        if (action.kind() != Kind.FOLDER && action.counts().files() > 0) {
            files.incrementAndGet();
            bytes.addAndGet(action.counts().bytes());
        }
    }

    private Carried bring(long number, Action action) {
        Path file = comparison.replica().resolve(action.path());
        try {
            tries.await(action);
            Result result = replica.bring(action);
            if (result.outcome() == Outcome.BUSY) {
                if (tries.grant(action)) {
                    return new Carried(action, Optional.empty(), file, null);
                }
                replica.leave(action.path());
            }
            if (result.content() != null && result.replica().stamp() != null) {
                // As of the start, which comes before every reading: a file must not look old because its copy took
                // long, when it changed again in the same tick of the clock meanwhile.
                Known known =
                        new Known(result.source().stamp(), result.replica().stamp(), result.content(), start.time());
                comparison.index().record(action.path(), known);
            }
            if (action.kind() == Kind.FOLDER && result.source() != null) {
                comparison.index().recordFolder(action.path(), result.source().stamp());
            }
            if (result.outcome() == Outcome.DONE) {
                start.losses().brought(action);
            }
            Optional<Event> event = result.outcome() == Outcome.UNCHANGED
                    ? Optional.empty()
                    : Optional.of(teller.done(number, action, result));
            return new Carried(
                    action,
                    event,
                    file,
                    result.source() == null ? null : result.source().stamp());
        } catch (StoppedException e) {
            return new Carried(action, Optional.empty(), file, null);
        } catch (IOException e) {
            return new Carried(action, Optional.of(teller.problem(number, action, Failure.inWords(e))), file, null);
        }
    }

    /**
     * Carries out one of {@link #deletions()}. Each step of the iterator removes one entry and tells of it.
     *
     * @return nothing if the number is none of this pass, or came before, or the pass is over
     */
    public Iterator<Event> delete(long number) {
        phase = Phase.DELETING;
        return deletions
                .begin(number)
                .map(action -> {
                    Optional<String> obstacle = obstacleToDeletion();
                    if (obstacle.isPresent()) {
                        deletions.settle(number);
                        return List.of(teller.problem(number, action, obstacle.get()))
                                .iterator();
                    }
                    tries.left().forEach(busy -> replica.leave(busy.path()));
                    deletions.pause();
                    Iterator<Removed> steps = replica.remove(action, (path, kind) -> removing(number, path, kind));
                    return new Deletion(
                            number, deletions, comparison.stop(), steps, step -> removed(number, action, step));
                })
                .orElse(Collections.emptyIterator());
    }

    private void adjusting(Action folder) {
        note(0, folder);
        journal.flush();
    }

    private void moving(Path from, Path to) {
        journal.add(new Change(origin.pass(), 0, Verb.MOVE, Kind.FOLDER, to, from, ""));
        journal.flush();
    }

    private void removing(long number, Path path, Kind kind) {
        journal.add(new Change(origin.pass(), number, Verb.REMOVE, kind, path, null, ""));
        journal.flush();
    }

    private Optional<String> obstacleToDeletion() {
        if (!copies.allSettled()) {
            return Optional.of("not every copy of this pass has been carried out");
        }
        Entry top = comparison.source().entry(Tree.TOP);
        // Compared with what stood there before the plan: a source that goes away meanwhile reads as deletions.
        Entry before = start.source();
        boolean stands =
                top.is(Kind.FOLDER) && before.is(Kind.FOLDER) && top.stamp().sameFile(before.stamp());
        return stands ? Optional.empty() : Optional.of("the source is not there any more");
    }

    private Optional<Event> removed(long number, Action action, Removed step) {
        if (step.failure() != null) {
            return Optional.of(teller.notRemoved(number, action, step));
        }
        if (step.kind() == Kind.ABSENT) {
            return Optional.empty();
        }
        if (step.kind() != Kind.FOLDER) {
            files.incrementAndGet();
        }
        comparison.index().forget(step.path());
        start.losses().removed(action, step);
        return Optional.of(teller.removed(number, action, step));
    }

    /**
     * Ends the pass: sets the metadata of folders, and tells what planning found, what never came, and last of all the
     * summary. Each step of the iterator does some of it, and the pass has ended when nothing is left. A second call
     * gives the same iterator.
     */
    public synchronized Iterator<Event> finish() {
        phase = Phase.FINISHING;
        if (closing == null) {
            Plan plan = verdict.plan();
            Closing rest = new Closing(replica, comparison.stop(), teller, this::adjusting);
            closing = Stream.of(
                            recovered.stream().map(teller::tell),
                            verdict.findings().stream().map(teller::tell),
                            lateFindings.stream().map(problem -> teller.problem("read", problem)),
                            rest.unsettled(copies, plan.copies()),
                            rest.busy(tries),
                            rest.unsettled(deletions, plan.removals()),
                            rest.folders(plan.adjustments()),
                            rest.refusedMetadata(),
                            rest.refusedHardLinks(),
                            trash(),
                            end())
                    .reduce(Stream.empty(), Stream::concat)
                    .iterator();
        }
        return closing;
    }

    /** Ends what was kept of this pass, and removes what was kept of old ones. What is not wanted yet can wait. */
    private Stream<Event> trash() {
        return Stream.of(replica)
                .filter(mirror -> verdict.result() == PassResult.SYNCED)
                .flatMap(mirror -> Stream.concat(
                        mirror.endTrash().stream(), trash.empty(start.time(), comparison.stop()).stream()))
                .map(why -> teller.tell(origin.warning(teller.now(), why)));
    }

    /** Ends a pass that its driver left, which is a problem of its own. */
    Iterator<Event> abandon() {
        Problem left = new Problem(Kind.FOLDER, Tree.TOP, "finished", "the route left the pass before its end");
        return Stream.concat(
                        Stream.of(left).map(problem -> teller.problem(Event.PASS, problem)),
                        StreamSupport.stream(Spliterators.spliteratorUnknownSize(finish(), 0), false))
                .iterator();
    }

    /** Begins nothing more, and waits for what is under way. */
    void halt() {
        copies.close();
        deletions.close();
    }

    private Stream<Event> end() {
        return Stream.generate(() -> {
                    settleUnbegun(copies);
                    settleUnbegun(deletions);
                    Summary summary = tally.summary(origin, result(), verdict.why(), start.time(), start.ago());
                    ended.accept(summary);
                    return origin.ended(teller.now(), summary);
                })
                .limit(1);
    }

    /** What was handed out and never came will not be told of by a start to come. */
    private void settleUnbegun(Ledger ledger) {
        ledger.close().values().stream()
                // One may have been moved before its turn, and then nobody has told of it.
                .filter(action -> action.verb() != Verb.MOVE || action.kind() != Kind.FOLDER)
                .forEach(action -> journal.settled(origin.pass(), action.verb(), action.path()));
    }

    private PassResult result() {
        if (verdict.result() != PassResult.SYNCED) {
            return verdict.result();
        } else if (comparison.stop().stopped()) {
            return PassResult.STOPPED;
        }
        return tally.hasProblems() ? PassResult.PROBLEMS : PassResult.SYNCED;
    }
}
