package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.tree.Branch;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Compares what stands on both sides, folder by folder, and gathers what stands on one side only. */
final class BothSides {

    private final Tree replica;
    private final Metadata metadata;
    private final Extended extended;
    private final Index index;
    private final ContentCheck contents;
    private final StopSignal stop;
    private final Tasks tasks;
    private final Findings findings;
    private final OneSide oneSide;
    private final Shelter shelter;
    private final HardLinks hardLinks;
    private final Queue<OneSided> onlyInSource = new ConcurrentLinkedQueue<>();
    private final Queue<OneSided> onlyInReplica = new ConcurrentLinkedQueue<>();

    BothSides(
            Comparison comparison,
            ContentCheck contents,
            Tasks tasks,
            Findings findings,
            OneSide oneSide,
            Shelter shelter,
            HardLinks hardLinks) {
        this.replica = comparison.replica();
        this.metadata = comparison.metadata();
        this.extended = new Extended(comparison);
        this.index = comparison.index();
        this.contents = contents;
        this.stop = comparison.stop();
        this.tasks = tasks;
        this.findings = findings;
        this.oneSide = oneSide;
        this.shelter = shelter;
        this.hardLinks = hardLinks;
    }

    /** What was found in the source only. */
    Queue<OneSided> onlyInSource() {
        return onlyInSource;
    }

    /** What was found in the replica only. */
    Queue<OneSided> onlyInReplica() {
        return onlyInReplica;
    }

    /**
     * Compares what stands at a path and what is directly below it.
     *
     * @param below whether folders on both sides are entered
     */
    void compare(Branch branch, boolean below) throws StoppedException {
        findings.count(
                Counts.of(branch.pair().source()), Counts.of(branch.pair().replica()));
        both(branch);
        if (branch.pair().source().is(Kind.FOLDER) && branch.pair().replica().is(Kind.FOLDER)) {
            slice(branch, 0, below);
        }
    }

    private void slice(Branch branch, int from, boolean below) throws StoppedException {
        stop.check();
        int end = Math.min(branch.size(), from + Planner.AT_ONCE);
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

    private void both(Branch branch) throws StoppedException {
        Pair pair = branch.pair();
        if (!findings.canBeBrought(pair)) {
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
        if (!findings.canBeBrought(pair)) {
            return;
        }
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (theirs == Kind.UNREADABLE) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
        } else if (ours != theirs) {
            findings.lose(Lost.replaced(pair.path(), pair.replica()));
            hardLinks.bring(pair.source());
            findings.copy(new Action(
                    Verb.UPDATE, ours, pair.path(), Reason.TYPE, theirs, null, null, Counts.of(pair.source())));
        } else if (ours == Kind.LINK) {
            boolean same = pair.source().target().equals(pair.replica().target());
            settle(branch, pair, same ? Content.SAME : Content.DIFFERENT);
        } else {
            files(branch, pair, known);
        }
    }

    private void changeType(Branch branch) throws StoppedException {
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
        } else if (theirs == Kind.FOLDER && shelter.has(branch.replicaPath())) {
            findings.problem(new Problem(
                    ours, pair.path(), "copied", "the replica has a folder there that holds what is excluded"));
            return;
        } else if (pair.replica().failure() != null) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
            return;
        }
        Verb verb = ours == Kind.FOLDER ? Verb.CREATE : Verb.COPY;
        Counts one = Counts.of(pair.source());
        Subtree fresh = new Subtree(new Action(verb, ours, pair.path(), Reason.TYPE, theirs, null, null, Counts.NONE));
        fresh.count(one);
        // A changed type is no deletion, but what stood in a folder that became a file is deleted.
        Subtree old = new Subtree(Action.remove(theirs, pair.path(), Reason.TYPE));
        old.remove(Counts.of(pair.replica()), Lost.replaced(pair.path(), pair.replica()));
        if (ours == Kind.FOLDER) {
            oneSide.bring(branch, fresh);
            findings.remove(old.action(), old.deletions());
        } else {
            hardLinks.bring(pair.source());
            findings.copy(fresh.action());
            oneSide.remove(branch, old);
        }
    }

    private void folders(Branch branch) {
        Pair pair = branch.pair();
        if (pair.replica().failure() != null) {
            findings.unreadable(pair.path(), pair.replica(), "read in the replica");
        }
        if (!sameMetadata(pair, branch.replicaPath())) {
            findings.adjust(Action.adjust(Kind.FOLDER, pair.path()));
        }
        index.recordFolder(branch.replicaPath(), pair.source().stamp());
    }

    private void files(Branch branch, Pair pair, Optional<Known> known) throws StoppedException {
        Optional<Content> same = contents.sameByStamp(pair, known);
        if (same.isPresent()) {
            settle(branch, pair, same.get());
        } else if (pair.source().stamp().size() < ContentCheck.LARGE) {
            read(branch, pair, known);
        } else {
            tasks.add(() -> read(branch, pair, known));
        }
    }

    private void read(Branch branch, Pair pair, Optional<Known> known) throws StoppedException {
        try {
            settle(branch, pair, contents.sameByReading(pair, branch.replicaPath(pair), known));
        } catch (StoppedException e) {
            throw e;
        } catch (NoSuchFileException e) {
            settle(branch, pair, Content.DIFFERENT);
        } catch (IOException e) {
            findings.problem(new Problem(Kind.FILE, pair.path(), "read", Failure.inWords(e)));
        }
    }

    private void settle(Branch branch, Pair pair, Content content) {
        switch (content) {
            case DIFFERENT -> update(pair, Reason.CONTENT);
            case ROT_IN_REPLICA -> update(pair, Reason.ROT);
            case ROT_IN_SOURCE -> findings.problem(Problem.rot(pair.path()));
            default -> {
                boolean same = sameMetadata(pair, branch.replicaPath(pair));
                if (hardLinks.concern(pair.source(), pair.replica())) {
                    hardLinks.stands(branch.pair().path(), pair, same);
                } else if (!same) {
                    adjust(pair);
                }
            }
        }
    }

    private void adjust(Pair pair) {
        if (pair.replica().links() > 1) {
            // Its other names may be anybody's, and would get the metadata too.
            update(pair, Reason.METADATA);
        } else {
            findings.copy(Action.adjust(pair.source().kind(), pair.path()));
        }
    }

    private void update(Pair pair, Reason reason) {
        Kind kind = pair.source().kind();
        Counts counts = Counts.of(pair.source());
        findings.lose(Lost.replaced(pair.path(), pair.replica()));
        hardLinks.bring(pair.source());
        findings.copy(new Action(Verb.UPDATE, kind, pair.path(), reason, kind, null, null, counts));
    }

    private boolean sameMetadata(Pair pair, Path replicaPath) {
        try {
            return metadata.same(pair.source(), pair.replica()) && extended.same(pair, replicaPath);
        } catch (IOException e) {
            findings.problem(new Problem(pair.source().kind(), pair.path(), "read", Failure.inWords(e)));
            return true;
        }
    }
}
