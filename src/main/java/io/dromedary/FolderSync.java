package io.dromedary;

import io.dromedary.Journal.Change;
import io.dromedary.apply.Disk;
import io.dromedary.apply.DurableDisk;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Pause;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Guard;
import io.dromedary.plan.Metadata;
import io.dromedary.plan.Objection;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Planner;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Scrub;
import io.dromedary.posix.Posix;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
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
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps one job: holds its replica for this process, and makes one pass after the other. */
public final class FolderSync implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FolderSync.class);

    private final Job job;
    private final Places places;
    private final StateFolder state;
    private final Index index;
    private final Journal journal;
    private final Function<Path, Disk> disks;
    private final Clock clock;
    private final ForkJoinPool workers;
    private final Pause pause;
    private final Throttle throttle;
    private final JobTrash trash;
    private final SourceFileSystem fileSystem;
    private final StandingRot rot;
    private final Exposure exposure;
    private final List<PassListener> listeners = new CopyOnWriteArrayList<>();
    private final Set<Path> skippedBefore = new HashSet<>();
    private volatile boolean stopped;
    private volatile String confirmed;
    private Optional<Watcher> watcher = Optional.empty();
    private List<Change> left;
    private final Turns turns;
    private final Activity activity = new Activity();
    private volatile Standing standing = Standing.UNKNOWN;
    private volatile boolean planning;
    private Instant lastDue;
    private Losses losses = Losses.none();
    private Counts inReplica = Counts.NONE;
    private boolean logNoticed;
    private boolean leftOutNoticed;
    private boolean linksNoticed;
    private volatile Pass current;
    private volatile boolean currentEnded = true;
    private volatile long lastNumber;

    private FolderSync(
            Job job,
            Places places,
            StateFolder state,
            Index index,
            Journal journal,
            Clock clock,
            Function<Path, Disk> disks) {
        this.job = job;
        this.places = places;
        this.state = state;
        this.index = index;
        this.journal = journal;
        this.left = journal.left();
        this.disks = disks;
        this.clock = clock;
        this.workers = new ForkJoinPool(job.pace().threads());
        this.fileSystem = new SourceFileSystem(places.sourceTree(job), state);
        this.rot = new StandingRot(index);
        this.trash = new JobTrash(job, places, clock, disks);
        this.exposure = new Exposure(places);
        this.turns = new Turns(Timetable.of(job), clock.instant(), state.isPaused());
        this.pause = new Pause(() -> stopped, System::nanoTime, LockSupport::parkNanos);
        this.throttle = new Throttle(job.pace().bytesPerSecond(), pause);
    }

    /**
     * Takes a replica for this process.
     *
     * @param stateRoot the folder of all jobs' state
     * @throws IllegalArgumentException if source, replica and state may not lie as they do
     * @throws UnusableException if another instance holds the replica, or the state folder cannot be written
     */
    public static FolderSync open(Job job, Path stateRoot, Clock clock) throws UnusableException {
        return open(job, stateRoot, clock, Disk::at);
    }

    /** @param disks gives the way to what stands below a root */
    static FolderSync open(Job job, Path stateRoot, Clock clock, Function<Path, Disk> disks) throws UnusableException {
        Places places = Places.of(job, stateRoot);
        StateFolder state = new StateFolder(stateRoot, places.replica());
        state.lock();
        try {
            Journal journal = state.journal(job.pace().durable());
            FolderSync sync = new FolderSync(job, places, state, state.index(), journal, clock, disks);
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
        return preview(job, stateRoot, clock, Optional.empty());
    }

    /** @param plan the id of one that somebody would {@link #confirm} */
    public static Preview preview(Job job, Path stateRoot, Clock clock, Optional<String> plan)
            throws UnusableException {
        Places places = Places.of(job, stateRoot);
        Usable.check(job, places);
        StateFolder state = new StateFolder(stateRoot, places.replica());
        Index index = state.peek();
        boolean first = index.isEmpty();
        try (FolderSync sync = new FolderSync(job, places, state, index, Journal.none(), clock, Disk::at)) {
            Comparison comparison = sync.comparison(Scrub.NOTHING);
            plan.ifPresent(sync::confirm);
            Plan found = new Planner(comparison).plan();
            return new Preview(
                    found,
                    comparison.source(),
                    comparison.replica(),
                    Marker.missing(job),
                    sync.object(found, first),
                    first && found.looksSwapped());
        } catch (StoppedException e) {
            throw new IllegalStateException("nobody stops a preview", e);
        }
    }

    /** Where state is kept unless somebody says otherwise: the user's folder for such things. */
    public static Path defaultStateRoot() {
        return StateFolder.defaultRoot();
    }

    /**
     * Where the state of one job is kept.
     *
     * @throws IllegalArgumentException if source, replica and state may not lie as they do
     * @throws UnusableException if source or replica cannot be used
     */
    public static Path stateFolder(Job job, Path stateRoot) throws UnusableException {
        return new StateFolder(stateRoot, Places.of(job, stateRoot).replica()).folder();
    }

    /** Where the state of this job is kept. */
    public Path stateFolder() {
        return state.folder();
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
                places.checkTrash(all.get(i), job.name());
                all.get(i).checkTrash(places, jobs.get(i).name());
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
        return begin(Set.of(), true);
    }

    /**
     * Begins a pass if there is reason to: its time has come, or somebody has asked for it, or, for a job that is watched, a
     * change was heard of, and then only the folders around it are looked at.
     */
    public synchronized Optional<Pass> beginWhenDue() {
        Instant now = clock.instant();
        if (turns.isFull(now)) {
            return Optional.of(begin());
        } else if (!turns.mayLook(now)) {
            return Optional.empty();
        }
        Hints hints = watcher.map(Watcher::take).orElse(Hints.NONE);
        boolean reason = hints.everything() || !hints.folders().isEmpty();
        return reason ? Optional.of(begin(hints.folders(), false)) : Optional.empty();
    }

    /** Begins a pass because somebody else says when, such as a route of an application, unless the job knows better. */
    public synchronized Optional<Pass> beginUnlessPaused() {
        boolean knows = job.pace().watch() || job.timing().isOwn() || turns.isPaused();
        return knows ? beginWhenDue() : Optional.of(begin());
    }

    /** Lets a full pass begin as soon as the route looks, whether or not it is due, and though the job be paused. */
    public void ask() {
        turns.ask();
    }

    /**
     * Lets no pass begin until somebody resumes or asks for one, also in processes to come. The one under way goes on.
     *
     * @throws IOException if the state folder cannot be written, with nothing changed
     */
    public void pause() throws IOException {
        state.setPaused(true);
        turns.pause(true);
    }

    /**
     * Lets passes begin again.
     *
     * @throws IOException if the state folder cannot be written, with nothing changed
     */
    public void resume() throws IOException {
        state.setPaused(false);
        turns.pause(false);
    }

    /** How the job stands now. Does not wait for a pass. */
    public JobStatus status() {
        Standing now = standing;
        Pass pass = current;
        boolean underWay = pass != null && !currentEnded;
        Phase phase = planning ? Phase.PLANNING : underWay ? pass.phase() : Phase.IDLE;
        return new JobStatus(
                job,
                phase,
                turns.isPaused(),
                now.since(),
                now.last(),
                now.lastSuccess(),
                turns.next(),
                isOverdue(phase, pass),
                planning || !underWay ? null : pass.progress(),
                now.problems(),
                now.problemCount(),
                now.refused(),
                rot.size(),
                state.indexBytes());
    }

    private boolean isOverdue(Phase phase, Pass pass) {
        Instant time = clock.instant();
        if (phase == Phase.IDLE) {
            return !turns.isPaused() && Activity.isLong(turns.next(), time);
        }
        return activity.hasCeased(phase == Phase.PLANNING ? -lastNumber : pass.activity(), time);
    }

    /**
     * @param folders those to look at, or none for everything
     * @param due whether this is the full pass of an interval, and not one that a change has started
     */
    private Pass begin(Set<Path> folders, boolean due) {
        planning = true;
        try {
            return plan(folders, due);
        } finally {
            planning = false;
        }
    }

    private Pass plan(Set<Path> folders, boolean due) {
        if (!currentEnded) {
            abandon(current);
        }
        Comparison comparison = comparison(due ? scrub() : Scrub.NOTHING);
        // The passes of the intervals are judged each by itself, as they are without --watch.
        Losses noted = due ? Losses.uncounted() : losses;
        Start start = new Start(clock.instant(), comparison.source().entry(Tree.TOP), noted);
        if (due) {
            lastDue = start.time();
            turns.began(start.time());
        }
        journal.forgetBefore(lastNumber);
        lastNumber = Math.max(start.time().toEpochMilli(), lastNumber + 1);
        Event.Origin origin = new Event.Origin(job.name(), lastNumber);
        Verdict verdict = verdict(origin, comparison, folders, due);
        Disk standing = disks.apply(places.replica());
        Disk disk = job.pace().durable() ? new DurableDisk(standing) : standing;
        List<Event> recovered = verdict.result() == PassResult.FAILED ? List.of() : recover(disk);
        Pass pass = new Pass(
                origin,
                comparison,
                verdict,
                start,
                disk,
                journal,
                recovered,
                pause,
                trash,
                summary -> ended(summary, folders.isEmpty()));
        current = pass;
        currentEnded = false;
        return pass;
    }

    /** What is to be read again since the last pass of an interval. */
    private Scrub scrub() {
        Duration interval = job.pace().scrubInterval();
        return interval == null || lastDue == null ? Scrub.NOTHING : Scrub.between(lastDue, clock.instant(), interval);
    }

    /**
     * Takes a file of the source as good that seems to have rotted, so that the next pass copies it.
     *
     * @param file relative to the source, or absolute
     */
    public void accept(Path file) {
        Path relative = file.isAbsolute() && file.startsWith(job.source())
                ? job.source().relativize(file)
                : file;
        rot.accept(relative);
    }

    /**
     * Allows one plan for one pass, whatever the guard says of it. Another one is refused as before.
     *
     * @param plan the id that the refusal gave
     */
    public void confirm(String plan) {
        confirmed = plan;
    }

    private Optional<Objection> object(Plan plan, boolean first) {
        boolean filtered = !job.filter().isEmpty();
        return new Guard(job.maxDelete(), job.limits(), filtered, losses.besides(plan), confirmed)
                .object(plan, first, fileSystem.isOther());
    }

    /** How many files of the source have rotted and were neither mended nor accepted since. */
    public int rotten() {
        return rot.size();
    }

    /** What an earlier process did and did not tell, once. */
    private List<Event> recover(Disk disk) {
        trash.discardUnfinished(left);
        List<Event> recovered = Recovery.settle(job.name(), left, journal, disk, clock.instant());
        left = List.of();
        return recovered;
    }

    private Verdict verdict(Event.Origin origin, Comparison comparison, Set<Path> folders, boolean due) {
        if (stopped) {
            return Verdict.nothing(PassResult.STOPPED, null);
        }
        Optional<String> obstacle = Usable.obstacle(job, places.replica());
        if (obstacle.isPresent()) {
            return Verdict.nothing(PassResult.FAILED, obstacle.get());
        }
        Optional<String> missing = Marker.missing(job);
        if (missing.isPresent()) {
            return Verdict.nothing(PassResult.REFUSED, missing.get());
        }
        try {
            if (folders.isEmpty()) {
                watcher.ifPresent(Watcher::renew);
            }
            boolean first = index.isEmpty();
            if (!folders.isEmpty()) {
                Planner planner = new Planner(comparison);
                Plan part = planner.plan(folders);
                // Half of a folder may be little of the replica. What still looks like an accident is looked at in
                // full.
                if (!planner.hasToLookFurther()
                        && object(part.ofReplica(inReplica), first).isEmpty()) {
                    return Verdict.carryOut(part, findings(origin, comparison, part, first));
                }
            }
            Plan plan = new Planner(comparison).plan();
            inReplica = plan.replica().plus(losses.counts());
            Optional<Objection> objection = object(plan.ofReplica(inReplica), first);
            if (objection.isPresent() && !objection.get().confirmed()) {
                return Verdict.refuse(objection.get());
            }
            if (objection.isPresent()) {
                // A source that is lost again later has the same plan.
                confirmed = null;
            }
            if (due || objection.isPresent()) {
                losses = Losses.none();
                inReplica = plan.replica();
            }
            return Verdict.carryOut(plan, findings(origin, comparison, plan, first));
        } catch (StoppedException e) {
            return Verdict.nothing(PassResult.STOPPED, null);
        }
    }

    private List<Event> findings(Event.Origin origin, Comparison comparison, Plan plan, boolean first) {
        List<Event> findings = new ArrayList<>();
        Instant now = clock.instant();
        if (first && plan.looksSwapped()) {
            findings.add(origin.warning(now, Guard.swapped(plan)));
        }
        exposure.news().forEach(warning -> findings.add(origin.warning(now, warning)));
        if (!logNoticed && places.logTakesPart()) {
            logNoticed = true;
            findings.add(origin.warning(
                    now,
                    "Log " + PathText.of(job.log()) + " lies in source or replica: it is neither copied nor removed."));
        }
        if (!leftOutNoticed && fidelity().extended() != job.fidelity().extended()) {
            leftOutNoticed = true;
            findings.add(origin.warning(
                    now,
                    "Access control lists and extended attributes are left out: they take native calls on Linux."));
        }
        if (!linksNoticed && fidelity().hardLinks() != job.fidelity().hardLinks()) {
            linksNoticed = true;
            findings.add(origin.warning(now, "Hard links are left out: Java does not tell of them on this system."));
        }
        watcher.flatMap(Watcher::failure)
                .ifPresent(why -> findings.add(origin.warning(
                        now,
                        Character.toUpperCase(why.charAt(0)) + why.substring(1)
                                + ". Changes are found by full passes only.")));
        List<Problem> problems = new ArrayList<>(plan.problems());
        problems.addAll(rot.untold(comparison.source(), plan.problems()));
        for (Problem problem : problems) {
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

    /** Makes one whole pass in this thread. What the audit was given counts as told. */
    public Summary run(Consumer<Event> audit) {
        return runUntold(event -> {
            audit.accept(event);
            told(event);
        });
    }

    /** The same for an audit that says itself what is {@link #told}. */
    Summary runUntold(Consumer<Event> tell) {
        Pass pass = begin();
        List<Summary> summary = new ArrayList<>(1);
        PassListener listener = summary::add;
        addListener(listener);
        try {
            for (Iterator<Task> tasks : List.of(pass.copies(), pass.secondTries())) {
                tasks.forEachRemaining(task ->
                        pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(tell));
            }
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(tell));
            pass.finish().forEachRemaining(tell);
        } finally {
            listeners.remove(listener);
        }
        return summary.get(0);
    }

    /**
     * Notes that an event is where it will be found again. Of a change that was made and not told, the next start tells
     * if this process is killed.
     */
    public void told(Event event) {
        journal.told(event);
    }

    private void ended(Summary summary, boolean full) {
        standing = standing.after(summary, full, current.problems(), current.refusal());
        currentEnded = true;
        if (summary.result() == PassResult.SYNCED || summary.result() == PassResult.PROBLEMS) {
            fileSystem.remember();
        }
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
        journal.close();
        state.close();
    }

    private Comparison comparison(Scrub scrub) {
        Metadata metadata = Metadata.of(fidelity(), Usable.isRoot(), fileSystemType());
        return new Comparison(
                places.sourceTree(job),
                places.replicaTree(job),
                job.compare(),
                scrub,
                metadata,
                index,
                clock,
                throttle,
                workers,
                () -> stopped);
    }

    private Fidelity fidelity() {
        if (Posix.find().isPresent()) {
            return job.fidelity();
        }
        Fidelity plain = job.fidelity().withoutExtended();
        boolean tells =
                job.replica().getFileSystem().supportedFileAttributeViews().contains("unix");
        return tells ? plain : plain.withoutHardLinks();
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
