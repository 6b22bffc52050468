package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.tree.Branch;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Compares both roots and makes a plan. Used once.
 *
 * <p>First what stands on both sides is compared, by several threads, folder by folder. What stands on one side only is
 * kept for later, because it may have been renamed: folders that the index knows under another path are compared with
 * what stands there, then what is extraneous is counted, and last what is new.
 */
public final class Planner {

    /** How many entries of a folder one thread takes at a time. */
    private static final int AT_ONCE = 256;

    private final Tree source;
    private final Tree replica;
    private final Metadata metadata;
    private final Index index;
    private final ContentCheck contents;
    private final StopSignal stop;
    private final Tasks tasks;
    private final Findings findings = new Findings();
    private final Renames renames = new Renames();

    private final Queue<OneSided> onlyInSource = new ConcurrentLinkedQueue<>();
    private final Queue<OneSided> onlyInReplica = new ConcurrentLinkedQueue<>();
    private final Queue<Subtree> brought = new ConcurrentLinkedQueue<>();
    private final Queue<Subtree> removals = new ConcurrentLinkedQueue<>();
    private final Set<Path> movedAway = new HashSet<>();

    /** A pair that one side has nothing for, and the branch that it was found in. */
    private record OneSided(Branch around, Pair pair) {

        Path replicaPath() {
            return around.replicaPath(pair);
        }

        boolean isBelowMoved() {
            return !around.replicaPath().equals(around.pair().path());
        }
    }

    public Planner(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.metadata = comparison.metadata();
        this.index = comparison.index();
        this.contents = new ContentCheck(comparison);
        this.stop = comparison.stop();
        this.tasks = new Tasks(comparison.workers());
    }

    /**
     * Looks at everything.
     *
     * @throws StoppedException when told to stop
     */
    public Plan plan() throws StoppedException {
        Branch top = Branch.top(source, replica);
        if (top.pair().sourceOnly()) {
            bring(top);
        } else {
            tasks.add(() -> compare(top, true));
        }
        return rest();
    }

    /**
     * Looks at what is directly in some folders, and at what is new or extraneous there with all that is in it.
     *
     * @param folders relative paths; what is not a folder on both sides is passed over
     * @throws StoppedException when told to stop
     */
    public Plan plan(Set<Path> folders) throws StoppedException {
        for (Path folder : folders) {
            Branch branch = Branch.at(source, replica, folder, folder);
            if (branch.pair().source().is(Kind.FOLDER)
                    && branch.pair().replica().is(Kind.FOLDER)) {
                tasks.add(() -> compare(branch, false));
            }
        }
        return rest();
    }

    private Plan rest() throws StoppedException {
        tasks.await();
        moveFolders();
        for (OneSided extraneous : onlyInReplica) {
            extraneous(extraneous);
        }
        tasks.await();
        for (OneSided fresh : onlyInSource) {
            fresh(fresh);
        }
        tasks.await();
        brought.forEach(subtree -> findings.copy(subtree.action()));
        for (Subtree removal : removals) {
            if (!removal.isKept()) {
                findings.remove(removal.action(), removal.deletions());
            }
        }
        return findings.plan();
    }

    /** Compares what stands on both sides. */
    private void compare(Branch branch, boolean below) throws StoppedException {
        findings.count(
                Counts.of(branch.pair().source()), Counts.of(branch.pair().replica()));
        both(branch);
        if (branch.pair().source().is(Kind.FOLDER) && branch.pair().replica().is(Kind.FOLDER)) {
            slice(branch, 0, below);
        }
    }

    private void slice(Branch branch, int from, boolean below) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + AT_ONCE);
        if (end < branch.size()) {
            tasks.add(() -> slice(branch, end, below));
        }
        List<Pair> pairs = branch.look(from, end);
        if (pairs.isEmpty()) {
            return;
        }
        Index.Names names = contents.names(branch.replicaPath(), pairs.get(0).name());
        Counts inSource = Counts.NONE;
        Counts inReplica = Counts.NONE;
        for (Pair pair : pairs) {
            if (pair.sourceOnly()) {
                onlyInSource.add(new OneSided(branch, pair));
            } else if (pair.replicaOnly()) {
                onlyInReplica.add(new OneSided(branch, pair));
            } else if (pair.source().is(Kind.FOLDER) || pair.replica().is(Kind.FOLDER)) {
                folder(branch, pair, below);
            } else {
                inSource = inSource.plus(Counts.of(pair.source()));
                inReplica = inReplica.plus(Counts.of(pair.replica()));
                entry(branch, pair, names.find(pair.name()));
            }
        }
        findings.count(inSource, inReplica);
    }

    private void folder(Branch branch, Pair pair, boolean below) throws StoppedException {
        boolean onBothSides = pair.source().is(Kind.FOLDER) && pair.replica().is(Kind.FOLDER);
        if (below || !onBothSides) {
            tasks.add(() -> compare(branch.enter(pair), true));
        }
    }

    private void both(Branch branch) {
        Pair pair = branch.pair();
        if (!canBeBrought(pair)) {
            return;
        }
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (theirs == Kind.UNREADABLE) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
        } else if (ours != theirs) {
            changeType(branch);
        } else {
            folders(branch);
        }
    }

    /** What is neither new nor extraneous, and no folder on either side. */
    private void entry(Branch branch, Pair pair, Optional<Known> known) throws StoppedException {
        if (!canBeBrought(pair)) {
            return;
        }
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (theirs == Kind.UNREADABLE) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
        } else if (ours != theirs) {
            findings.copy(new Action(
                    Verb.UPDATE, ours, pair.path(), Reason.TYPE, theirs, null, null, Counts.of(pair.source())));
        } else if (ours == Kind.LINK) {
            settle(pair, pair.source().target().equals(pair.replica().target()));
        } else {
            files(branch, pair, known);
        }
    }

    private void changeType(Branch branch) {
        Pair pair = branch.pair();
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (pair.source().failure() != null) {
            // Told already; what the replica has may be all that can be read.
            return;
        } else if (theirs == Kind.FOLDER && replica.shelters(pair.path())) {
            findings.problem(
                    new Problem(ours, pair.path(), "copied", "the replica has a folder there that holds our own log"));
            return;
        } else if (pair.replica().failure() != null) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
            return;
        }
        Verb verb = ours == Kind.FOLDER ? Verb.CREATE : Verb.COPY;
        Counts one = Counts.of(pair.source());
        Subtree fresh = new Subtree(new Action(verb, ours, pair.path(), Reason.TYPE, theirs, null, null, Counts.NONE));
        fresh.count(one, Counts.NONE);
        brought.add(fresh);
        Subtree old = new Subtree(removal(pair, Reason.TYPE));
        // A changed type is no deletion, but what stood in a folder that became a file is deleted.
        old.count(Counts.of(pair.replica()), Counts.NONE);
        removals.add(old);
        if (ours == Kind.FOLDER) {
            tasks.add(() -> bring(branch, 0, fresh));
        } else {
            tasks.add(() -> remove(branch, 0, old));
        }
    }

    private void folders(Branch branch) {
        Pair pair = branch.pair();
        if (pair.replica().failure() != null) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
        }
        if (!metadata.same(pair.source(), pair.replica())) {
            findings.adjust(Action.adjust(Kind.FOLDER, pair.path()));
        }
        index.recordFolder(branch.replicaPath(), pair.source().stamp());
    }

    private void files(Branch branch, Pair pair, Optional<Known> known) throws StoppedException {
        Optional<Boolean> same = contents.sameByStamp(pair, known);
        if (same.isPresent()) {
            settle(pair, same.get());
        } else if (pair.source().stamp().size() < ContentCheck.LARGE) {
            read(branch, pair, known);
        } else {
            tasks.add(() -> read(branch, pair, known));
        }
    }

    private void read(Branch branch, Pair pair, Optional<Known> known) throws StoppedException {
        try {
            settle(pair, contents.sameByReading(pair, branch.replicaPath(pair), known));
        } catch (StoppedException e) {
            throw e;
        } catch (NoSuchFileException e) {
            settle(pair, false);
        } catch (IOException e) {
            findings.problem(new Problem(Kind.FILE, pair.path(), "read", Failure.inWords(e)));
        }
    }

    private void settle(Pair pair, boolean sameContent) {
        Kind kind = pair.source().kind();
        if (!sameContent) {
            Counts counts = Counts.of(pair.source());
            findings.copy(new Action(Verb.UPDATE, kind, pair.path(), Reason.CONTENT, kind, null, null, counts));
        } else if (!metadata.same(pair.source(), pair.replica())) {
            findings.copy(Action.adjust(kind, pair.path()));
        }
    }

    /** Finds folders that stand under a new path in the source, by what the index knows of the old one. */
    private void moveFolders() throws StoppedException {
        Map<Index.FolderKey, Optional<Path>> gone = new HashMap<>();
        if (onlyInSource.stream().anyMatch(fresh -> fresh.pair.source().is(Kind.FOLDER))) {
            for (OneSided extraneous : onlyInReplica) {
                if (extraneous.pair.replica().is(Kind.FOLDER) && !extraneous.isBelowMoved()) {
                    // Two paths with one key are ambiguous.
                    index.folders(extraneous.pair.path())
                            .forEach((path, key) ->
                                    gone.merge(key, Optional.of(path), (one, other) -> Optional.empty()));
                }
            }
        }
        if (!gone.isEmpty()) {
            onlyInSource.removeIf(fresh -> move(fresh, gone));
            tasks.await();
        }
    }

    private boolean move(OneSided fresh, Map<Index.FolderKey, Optional<Path>> gone) {
        if (!fresh.pair.source().is(Kind.FOLDER) || fresh.isBelowMoved()) {
            return false;
        }
        Path path = fresh.pair.path();
        Optional<Path> from = Index.FolderKey.of(fresh.pair.source().stamp())
                .flatMap(key -> gone.getOrDefault(key, Optional.empty()))
                .filter(old -> !replica.shelters(old) && isApart(old));
        if (from.isEmpty()) {
            return false;
        }
        Branch branch = Branch.at(source, replica, path, from.get());
        boolean folders = branch.pair().source().is(Kind.FOLDER)
                && branch.pair().replica().is(Kind.FOLDER)
                && branch.pair().source().failure() == null
                && branch.pair().replica().failure() == null;
        if (folders) {
            movedAway.add(from.get());
            findings.copy(Action.move(Kind.FOLDER, from.get(), path, null));
            tasks.add(() -> compare(branch, true));
        }
        return folders;
    }

    private boolean isApart(Path folder) {
        return movedAway.stream().noneMatch(moved -> moved.startsWith(folder) || folder.startsWith(moved));
    }

    private void extraneous(OneSided found) {
        Entry theirs = found.pair.replica();
        if (movedAway.contains(found.replicaPath())) {
            return;
        } else if (theirs.is(Kind.FOLDER) && replica.shelters(found.pair.path())) {
            findings.count(Counts.NONE, Counts.of(theirs));
            tasks.add(() -> {
                Branch branch = found.around.enter(found.pair);
                branch.look(0, branch.size()).forEach(pair -> extraneous(new OneSided(branch, pair)));
            });
            return;
        }
        Subtree subtree = new Subtree(removal(found.pair, Reason.EXTRANEOUS));
        removals.add(subtree);
        remove(found.around, found.pair, contents.names(found.around.replicaPath(), found.pair.name()), subtree);
    }

    /** Counts what is to be removed, and offers its files to what is new. */
    private void remove(Branch around, Pair pair, Index.Names names, Subtree subtree) {
        Entry theirs = pair.replica();
        Counts one = Counts.of(theirs);
        findings.count(Counts.NONE, one);
        subtree.count(one, one);
        if (theirs.is(Kind.FOLDER)) {
            tasks.add(() -> {
                Branch branch = around.enter(pair);
                refuseUnlisted(branch.pair(), subtree);
                remove(branch, 0, subtree);
            });
        } else if (theirs.is(Kind.FILE) && !onlyInSource.isEmpty()) {
            names.find(pair.name())
                    .map(known -> new Renames.Candidate(pair.path(), around.replicaPath(pair), theirs, known, subtree))
                    .ifPresent(renames::offer);
        } else {
            refuseUnlisted(pair, subtree);
        }
    }

    /** The guard cannot agree to what nobody can count. */
    private void refuseUnlisted(Pair pair, Subtree subtree) {
        if (pair.replica().failure() != null) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
            subtree.keep();
        }
    }

    private void remove(Branch branch, int from, Subtree subtree) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + AT_ONCE);
        if (end < branch.size()) {
            tasks.add(() -> remove(branch, end, subtree));
        }
        List<Pair> pairs = branch.look(from, end);
        if (!pairs.isEmpty()) {
            Index.Names names =
                    contents.names(branch.replicaPath(), pairs.get(0).name());
            for (Pair pair : pairs) {
                if (!movedAway.contains(branch.replicaPath(pair))) {
                    remove(branch, pair, names, subtree);
                }
            }
        }
    }

    private void fresh(OneSided found) throws StoppedException {
        if (found.pair.source().is(Kind.FOLDER)) {
            bring(found.around.enter(found.pair));
        } else {
            findings.count(Counts.of(found.pair.source()), Counts.NONE);
            if (canBeBrought(found.pair) && !renamed(found.pair)) {
                Entry ours = found.pair.source();
                findings.copy(Action.bring(ours.kind(), found.pair.path(), Counts.of(ours)));
            }
        }
    }

    /** Counts a new folder with all that is in it. */
    private void bring(Branch branch) {
        Pair pair = branch.pair();
        Counts one = Counts.of(pair.source());
        findings.count(one, Counts.NONE);
        if (canBeBrought(pair)) {
            Subtree subtree = new Subtree(Action.bring(Kind.FOLDER, pair.path(), Counts.NONE));
            subtree.count(one, Counts.NONE);
            brought.add(subtree);
            tasks.add(() -> bring(branch, 0, subtree));
        }
    }

    private void bring(Branch branch, int from, Subtree subtree) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + AT_ONCE);
        if (end < branch.size()) {
            tasks.add(() -> bring(branch, end, subtree));
        }
        Counts all = Counts.NONE;
        Counts fresh = Counts.NONE;
        for (Pair pair : branch.look(from, end)) {
            if (pair.source().is(Kind.FOLDER)) {
                tasks.add(() -> {
                    Branch below = branch.enter(pair);
                    Counts one = Counts.of(below.pair().source());
                    findings.count(one, Counts.NONE);
                    if (canBeBrought(below.pair())) {
                        subtree.count(one, Counts.NONE);
                        bring(below, 0, subtree);
                    }
                });
            } else {
                Counts one = Counts.of(pair.source());
                all = all.plus(one);
                fresh = canBeBrought(pair) && !renamed(pair) ? fresh.plus(one) : fresh;
            }
        }
        findings.count(all, Counts.NONE);
        subtree.count(fresh, Counts.NONE);
    }

    /** Whether a new file is one that is extraneous under another name, and then plans its move. */
    private boolean renamed(Pair fresh) throws StoppedException {
        if (!fresh.source().is(Kind.FILE)) {
            return false;
        }
        Optional<Renames.Candidate> old = renames.find(fresh.source().stamp());
        boolean same = old.isPresent() && contents.sameAs(fresh, old.get()) && renames.take(old.get());
        if (same) {
            Known known = old.get().known();
            Known now =
                    new Known(fresh.source().stamp(), old.get().replica().stamp(), known.content(), known.recorded());
            findings.copy(Action.move(Kind.FILE, old.get().path(), fresh.path(), now));
        }
        return same;
    }

    /** Whether the source entry can be mirrored at all. What cannot is told, and its replica stays as it is. */
    private boolean canBeBrought(Pair pair) {
        if (pair.source().is(Kind.OTHER)) {
            findings.skip(pair.path());
            return false;
        }
        if (pair.source().failure() != null) {
            findings.unreadable(pair.path(), pair.source(), "read");
        }
        return !pair.source().is(Kind.UNREADABLE);
    }

    private static Action removal(Pair pair, Reason reason) {
        Kind kind = pair.replica().kind();
        return new Action(Verb.REMOVE, kind, pair.path(), reason, kind, null, null, Counts.NONE);
    }
}
