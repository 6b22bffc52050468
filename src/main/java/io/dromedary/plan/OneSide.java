package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.tree.Branch;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Counts what stands on one side only with all that is in it. What is extraneous comes first, and offers its files to what
 * is new.
 */
final class OneSide {

    private final Tree replica;
    private final ContentCheck contents;
    private final StopSignal stop;
    private final Tasks tasks;
    private final Findings findings;
    private final Shelter shelter;
    private final HardLinks hardLinks;
    private final Renames renames = new Renames();
    private final Queue<Subtree> brought = new ConcurrentLinkedQueue<>();
    private final Queue<Subtree> removals = new ConcurrentLinkedQueue<>();
    private final Set<Path> movedAway = ConcurrentHashMap.newKeySet();

    OneSide(
            Comparison comparison,
            ContentCheck contents,
            Tasks tasks,
            Findings findings,
            Shelter shelter,
            HardLinks hardLinks) {
        this.replica = comparison.replica();
        this.contents = contents;
        this.stop = comparison.stop();
        this.tasks = tasks;
        this.findings = findings;
        this.shelter = shelter;
        this.hardLinks = hardLinks;
    }

    /** Leaves out a folder of the replica that will be moved to where the source has it. */
    void spare(Path folder) {
        movedAway.add(folder);
    }

    /** Finds out which folders, of those that are extraneous, hold something that is excluded. */
    void lookThrough(OneSided found) {
        if (found.pair().replica().is(Kind.FOLDER) && !movedAway.contains(found.replicaPath())) {
            tasks.add(() -> shelter.find(found.replicaPath()));
        }
    }

    void extraneous(OneSided found) {
        Entry theirs = found.pair().replica();
        if (movedAway.contains(found.replicaPath())) {
            return;
        } else if (theirs.is(Kind.FOLDER)
                && (replica.shelters(found.pair().path()) || shelter.holds(found.replicaPath()))) {
            findings.count(Counts.NONE, Counts.of(theirs));
            tasks.add(() -> {
                Branch branch = found.around().enter(found.pair());
                branch.look(0, branch.size()).forEach(pair -> extraneous(new OneSided(branch, pair)));
            });
            return;
        }
        Subtree subtree = new Subtree(
                Action.remove(found.pair().replica().kind(), found.pair().path(), Reason.EXTRANEOUS));
        removals.add(subtree);
        remove(
                found.around(),
                found.pair(),
                contents.names(found.around().replicaPath(), found.pair().name()),
                subtree);
    }

    /** Counts what is to be removed, and offers its files to what is new. */
    private void remove(Branch around, Pair pair, Index.Names names, Subtree subtree) {
        Entry theirs = pair.replica();
        Lost lost = Lost.deleted(pair.path(), theirs);
        findings.count(Counts.NONE, lost.counts());
        subtree.remove(Counts.of(theirs), lost);
        if (theirs.is(Kind.FOLDER)) {
            tasks.add(() -> {
                Branch branch = around.enter(pair);
                refuseUnlisted(branch.pair(), subtree);
                remove(branch, 0, subtree);
            });
        } else if (theirs.is(Kind.FILE) && subtree.isExtraneous()) {
            names.find(pair.name())
                    .map(known -> new Renames.Candidate(pair.path(), around.replicaPath(pair), theirs, known, subtree))
                    .ifPresent(renames::offer);
        } else if (!theirs.is(Kind.FILE)) {
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

    /** Counts what is below a folder that is to be removed. */
    void remove(Branch branch, Subtree subtree) {
        removals.add(subtree);
        tasks.add(() -> remove(branch, 0, subtree));
    }

    private void remove(Branch branch, int from, Subtree subtree) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + Planner.AT_ONCE);
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

    void fresh(OneSided found) throws StoppedException {
        if (found.pair().source().is(Kind.FOLDER)) {
            bring(found.around().enter(found.pair()));
        } else {
            findings.count(Counts.of(found.pair().source()), Counts.NONE);
            if (findings.canBeBrought(found.pair()) && !renamed(found.pair())) {
                Entry ours = found.pair().source();
                hardLinks.bring(ours);
                findings.copy(Action.bring(ours.kind(), found.pair().path(), Counts.of(ours)));
            }
        }
    }

    /** Counts a new folder with all that is in it. */
    void bring(Branch branch) {
        Pair pair = branch.pair();
        Counts one = Counts.of(pair.source());
        findings.count(one, Counts.NONE);
        if (findings.canBeBrought(pair)) {
            Subtree subtree = new Subtree(Action.bring(Kind.FOLDER, pair.path(), Counts.NONE));
            subtree.count(one);
            bring(branch, subtree);
        }
    }

    /** Counts what is below a folder that is to be created. */
    void bring(Branch branch, Subtree subtree) {
        brought.add(subtree);
        tasks.add(() -> bring(branch, 0, subtree));
    }

    private void bring(Branch branch, int from, Subtree subtree) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + Planner.AT_ONCE);
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
                    if (findings.canBeBrought(below.pair())) {
                        subtree.count(one);
                        bring(below, 0, subtree);
                    }
                });
            } else {
                Counts one = Counts.of(pair.source());
                all = all.plus(one);
                if (findings.canBeBrought(pair) && !renamed(pair)) {
                    hardLinks.bring(pair.source());
                    fresh = fresh.plus(one);
                }
            }
        }
        findings.count(all, Counts.NONE);
        subtree.count(fresh);
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
            Action move = Action.move(Kind.FILE, old.get().path(), fresh.path(), now);
            if (hardLinks.concern(fresh.source(), old.get().replica())) {
                hardLinks.move(move, fresh, old.get().replica());
            } else {
                findings.copy(move);
            }
        }
        return same;
    }

    /** Puts what was counted into the plan. */
    void settle() {
        brought.forEach(subtree -> findings.copy(subtree.action()));
        for (Subtree removal : removals) {
            if (!removal.isKept()) {
                findings.remove(removal.action(), removal.deletions());
            }
        }
    }
}
