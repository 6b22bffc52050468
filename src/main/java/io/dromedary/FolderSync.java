package io.dromedary;

import io.dromedary.apply.Throttle;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.fingerprint.Index;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Guard;
import io.dromedary.plan.Metadata;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Planner;
import io.dromedary.plan.Problem;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one job: holds its replica for this process, and makes one pass after the other. */
public final class FolderSync implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderSync.class);

    private final Job job;
    private final Places places;
    private final StateFolder state;
    private final Index index;
    private final Clock clock;
    private final ForkJoinPool workers;
    private final Throttle throttle;
    private final List<PassListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Path> skippedBefore = new HashSet<>();
    private volatile boolean stopped;
    private Optional<Watcher> watcher = Optional.empty();
    private Instant lastFull;
    private Counts inReplica = Counts.NONE;
    private boolean logNoticed;
    private Pass current;
    private volatile boolean currentEnded = true;
    private long lastNumber;

    private FolderSync(Job job, Places places, StateFolder state, Index index, Clock clock) {
        this.job = job;
        this.places = places;
        this.state = state;
        this.index = index;
        this.clock = clock;
        this.workers = new ForkJoinPool(job.pace().threads());
        this.throttle =
                new Throttle(job.pace().bytesPerSecond(), () -> stopped, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * Takes a replica for this process.
     *
     * @param stateRoot the folder of all jobs' state
     * @throws IllegalArgumentException if source, replica and state may not lie as they do
     * @throws UnusableException if another instance holds the replica, or the state folder cannot be written
     */
    public static FolderSync open(Job job, Path stateRoot, Clock clock) throws UnusableException {
        Places places = Places.of(job, stateRoot);
        StateFolder state = new StateFolder(stateRoot, places.replica());
        state.lock();
        try {
            FolderSync sync = new FolderSync(job, places, state, state.index(), clock);
            if (job.pace().watch()) {
                sync.watch();
            }
            return sync;
        } catch (UnusableException | RuntimeException e) {
            state.close();
            throw e;
        }
    }

    private void watch() {
        Watcher listening = new Watcher(places.sourceTree(job), System::nanoTime);
        watcher = Optional.of(listening);
        listening.start();
    }

    /**
     * The plan of a pass that would be made now. Takes no lock and writes nothing, so it may run beside an instance that
     * holds the replica.
     *
     * @throws IllegalArgumentException if source, replica and state may not lie as they do
     * @throws UnusableException if source or replica cannot be used
     */
    public static Preview preview(Job job, Path stateRoot, Clock clock) throws UnusableException {
        Places places = Places.of(job, stateRoot);
        Usable.check(job, places);
        StateFolder state = new StateFolder(stateRoot, places.replica());
        Index known = state.peek();
        boolean first = known.isEmpty();
        Index index = known;
        if (job.compare() == Compare.FULL) {
            known.close();
            index = Index.NONE;
        }
        try (FolderSync sync = new FolderSync(job, places, state, index, clock)) {
            Comparison comparison = sync.comparison();
            Plan plan = new Planner(comparison).plan();
            Optional<String> refusal = guard(job).refuse(plan, first);
            boolean swapped = first && plan.looksSwapped();
            return new Preview(plan, comparison.source(), comparison.replica(), refusal, swapped);
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody stops a preview", e);
        }
    }

    /** Where state is kept unless somebody says otherwise: the user's folder for such things. */
    public static Path defaultStateRoot() {
        return StateFolder.defaultRoot();
    }

    public Job job() {
        return job;
    }

    public void addListener(PassListener listener) {
        listeners.add(listener);
    }

    /**
     * Whether these jobs could run side by side now.
     *
     * @throws IllegalArgumentException if their folders may not lie as they do, or two replicas overlap
     * @throws UnusableException if a source or replica cannot be used, with what to do
     */
    public static void check(List<Job> jobs, Path stateRoot) throws UnusableException {
        List<Places> all = new ArrayList<>();
        for (Job job : jobs) {
            Places places = Places.of(job, stateRoot);
            for (int i = 0; i < all.size(); i++) {
                places.checkBeside(all.get(i), jobs.get(i).name(), job.name());
                places.checkLog(all.get(i), job.name());
                all.get(i).checkLog(places, jobs.get(i).name());
            }
            all.add(places);
        }
        for (int i = 0; i < all.size(); i++) {
            try {
                Usable.check(jobs.get(i), all.get(i));
            } catch (UnusableException e) {
                String which = jobs.size() > 1 ? "job " + jobs.get(i).name() + ": " : "";
                throw new UnusableException(which + e.getMessage());
            }
        }
    }

    /**
     * Begins a pass: compares, plans, and asks the guard. Nothing is changed yet. A pass that could not run, or was
     * refused, is one with nothing to do. One that was begun before and never finished is ended first.
     */
    public synchronized Pass begin() {
        watcher.ifPresent(Watcher::takeAll);
        return begin(Set.of());
    }

    /**
     * Begins a pass if there is reason to. For a job that is watched, that is a change that was heard of, and then only
     * the folders around it are looked at; or else the end of its interval. Any other job has always reason.
     */
    public synchronized Optional<Pass> beginWhenDue() {
        Hints hints = watcher.map(Watcher::take).orElse(new Hints(true, Set.of()));
        boolean full =
                hints.everything() || lastFull == null || !clock.instant().isBefore(lastFull.plus(job.interval()));
        if (full) {
            return Optional.of(begin());
        }
        return hints.folders().isEmpty() ? Optional.empty() : Optional.of(begin(hints.folders()));
    }

    /** @param folders those to look at, or none for everything */
    private Pass begin(Set<Path> folders) {
        if (!currentEnded) {
            abandon(current);
        }
        Comparison comparison = comparison();
        Start start = new Start(clock.instant(), comparison.source().entry(Tree.TOP));
        lastFull = folders.isEmpty() ? start.time() : lastFull;
        lastNumber = Math.max(start.time().toEpochMilli(), lastNumber + 1);
        Event.Origin origin = new Event.Origin(job.name(), lastNumber);
        Pass pass = new Pass(origin, comparison, verdict(origin, comparison, folders), start, throttle, this::ended);
        current = pass;
        currentEnded = false;
        return pass;
    }

    private Verdict verdict(Event.Origin origin, Comparison comparison, Set<Path> folders) {
        if (stopped) {
            return Verdict.nothing(PassResult.STOPPED, null);
        }
        Optional<String> obstacle = Usable.obstacle(job, places.replica());
        if (obstacle.isPresent()) {
            return Verdict.nothing(PassResult.FAILED, obstacle.get());
        }
        try {
            boolean first = index.isEmpty();
            Guard guard = guard(job);
            if (!folders.isEmpty()) {
                Plan part = new Planner(comparison).plan(folders);
                // Half of a folder may be little of the replica. What still looks like an accident is looked at in
                // full.
                if (guard.refuse(part.ofReplica(inReplica), first).isEmpty()) {
                    return new Verdict(PassResult.SYNCED, null, part, findings(origin, part, first));
                }
                lastFull = clock.instant();
            }
            Plan plan = new Planner(comparison).plan();
            inReplica = plan.replica();
            Optional<String> refusal = guard.refuse(plan, first);
            return refusal.isPresent()
                    ? Verdict.nothing(PassResult.REFUSED, refusal.get())
                    : new Verdict(PassResult.SYNCED, null, plan, findings(origin, plan, first));
        } catch (StoppedException e) {
            return Verdict.nothing(PassResult.STOPPED, null);
        }
    }

    private static Guard guard(Job job) {
        return new Guard(job.maxDelete(), !job.filter().isEmpty());
    }

    private List<Event> findings(Event.Origin origin, Plan plan, boolean first) {
        List<Event> findings = new ArrayList<>();
        Instant now = clock.instant();
        if (first && plan.looksSwapped()) {
            findings.add(origin.warning(now, Guard.swapped(plan)));
        }
        if (!logNoticed && places.logTakesPart()) {
            logNoticed = true;
            findings.add(origin.warning(
                    now,
                    "Log " + PathText.of(job.log()) + " lies in source or replica: it is neither copied nor removed."));
        }
        watcher.flatMap(Watcher::failure)
                .ifPresent(why -> findings.add(origin.warning(
                        now,
                        Character.toUpperCase(why.charAt(0)) + why.substring(1)
                                + ". Changes are found at the end of each interval.")));
        for (Problem problem : plan.problems()) {
            findings.add(origin.problem(now, 0, "read", problem));
        }
        for (Path path : plan.skipped()) {
            if (skippedBefore.add(path)) {
                findings.add(origin.skipped(now, path));
            }
        }
        return findings;
    }

    /** The pass that was begun last, if it has this number. */
    public synchronized Optional<Pass> pass(long number) {
        return Optional.ofNullable(current).filter(pass -> pass.number() == number);
    }

    /** Ends a pass that its driver left. */
    public synchronized void abandon(Pass pass) {
        if (pass == current && !currentEnded) {
            LOG.warn("Pass {} of job {} was not finished by its route", pass.number(), job.name());
            pass.abandon().forEachRemaining(event -> LOG.warn("{}", event.message()));
        }
    }

    /** Makes one whole pass in this thread. */
    public Summary run(Consumer<Event> audit) {
        Pass pass = begin();
        List<Summary> summary = new ArrayList<>(1);
        PassListener listener = summary::add;
        addListener(listener);
        try {
            pass.copies()
                    .forEachRemaining(task ->
                            pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(audit));
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(audit));
            Iterator<Event> closing = pass.finish();
            closing.forEachRemaining(audit);
        } finally {
            listeners.remove(listener);
        }
        return summary.get(0);
    }

    private void ended(Summary summary) {
        currentEnded = true;
        for (PassListener listener : listeners) {
            try {
                listener.ended(summary);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed on pass {} of job {}", summary.pass(), summary.job(), e);
            }
        }
    }

    /** Ends the pass under way as soon as that is safe, and begins no other. */
    public void stop() {
        stopped = true;
    }

    /** Waits for what is being copied or removed at the moment, and lets go of the replica. */
    @Override
    public void close() {
        stop();
        if (current != null) {
            current.halt();
        }
        workers.shutdown();
        watcher.ifPresent(Watcher::close);
        index.close();
        state.close();
    }

    private Comparison comparison() {
        Metadata metadata = Metadata.of(Usable.isRoot(), fileSystemType());
        return new Comparison(
                places.sourceTree(job),
                places.replicaTree(job),
                job.compare(),
                metadata,
                index,
                clock,
                workers,
                () -> stopped);
    }

    private String fileSystemType() {
        try {
            return Files.exists(places.replica())
                    ? Files.getFileStore(places.replica()).type()
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
