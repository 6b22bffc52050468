package io.dromedary.plan;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import io.dromedary.tree.Walk;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Turns a walk over both roots into a plan. Used once. */
public final class Planner {

    private final Tree source;
    private final Tree replica;
    private final Metadata metadata;
    private final ContentCheck contents;
    private final StopSignal stop;

    private final List<Action> copies = new ArrayList<>();
    private final List<Action> adjustments = new ArrayList<>();
    private final List<Action> removals = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Path> skipped = new ArrayList<>();
    private Counts inSource = Counts.NONE;
    private Counts inReplica = Counts.NONE;
    private Counts extraneous = Counts.NONE;

    /** The one-sided subtree that the walk is in: its action is added when all of it is counted. */
    private Subtree bringing = Subtree.NONE;

    private Subtree removing = Subtree.NONE;

    public Planner(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.metadata = comparison.metadata();
        this.contents = new ContentCheck(comparison);
        this.stop = comparison.stop();
    }

    /**
     * Looks at everything.
     *
     * @throws StoppedException when told to stop
     */
    public Plan plan() throws StoppedException {
        Walk walk = new Walk(source, replica);
        for (Pair pair = walk.next(); pair != null; pair = walk.next()) {
            stop.check();
            leaveSubtrees(pair.path());
            count(pair);
            if (pair.sourceOnly()) {
                sourceOnly(pair);
            } else if (pair.replicaOnly()) {
                replicaOnly(pair);
            } else {
                both(pair);
            }
        }
        leaveSubtrees(null);
        return new Plan(copies, adjustments, removals, problems, skipped, inSource, inReplica, extraneous);
    }

    private void sourceOnly(Pair pair) {
        if (!canBeBrought(pair)) {
            return;
        }
        Counts one = Counts.of(pair.source());
        if (bringing.contains(pair.path())) {
            bringing.counts = bringing.counts.plus(one);
        } else if (pair.source().is(Kind.FOLDER)) {
            bringing = new Subtree(pair.path(), Action.bring(Kind.FOLDER, pair.path(), one), Counts.NONE);
        } else {
            copies.add(Action.bring(pair.source().kind(), pair.path(), one));
        }
    }

    private void replicaOnly(Pair pair) {
        Entry theirs = pair.replica();
        boolean stays = theirs.is(Kind.FOLDER) && replica.shelters(pair.path());
        if (stays) {
            return;
        }
        Counts one = Counts.of(theirs);
        if (removing.contains(pair.path())) {
            removing.counts = removing.counts.plus(one);
            removing.deletions = removing.deletions.plus(one);
        } else {
            remove(pair, Reason.EXTRANEOUS, one);
        }
        if (theirs.failure() != null) {
            // The guard cannot agree to what nobody can count.
            problem(pair.path(), theirs, "read in the replica");
            removing.kept = true;
        }
    }

    private void both(Pair pair) throws StoppedException {
        if (!canBeBrought(pair)) {
            return;
        }
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (theirs == Kind.UNREADABLE) {
            problem(pair.path(), pair.replica(), "read in the replica");
        } else if (ours != theirs) {
            changeType(pair);
        } else if (ours == Kind.FOLDER) {
            folders(pair);
        } else if (ours == Kind.LINK) {
            links(pair);
        } else {
            files(pair);
        }
    }

    private void changeType(Pair pair) {
        Kind ours = pair.source().kind();
        Kind theirs = pair.replica().kind();
        if (pair.source().failure() != null) {
            // Told already; what the replica has may be all that can be read.
            return;
        }
        if (theirs == Kind.FOLDER && replica.shelters(pair.path())) {
            problems.add(
                    new Problem(ours, pair.path(), "copied", "the replica has a folder there that holds our own log"));
            return;
        }
        if (pair.replica().failure() != null) {
            problem(pair.path(), pair.replica(), "read in the replica");
            return;
        }
        Verb verb = ours == Kind.FOLDER ? Verb.CREATE : theirs == Kind.FOLDER ? Verb.COPY : Verb.UPDATE;
        Action action = new Action(verb, ours, pair.path(), Reason.TYPE, theirs, Counts.of(pair.source()));
        if (ours == Kind.FOLDER) {
            bringing = new Subtree(pair.path(), action, Counts.NONE);
        } else {
            copies.add(action);
        }
        if (action.movesAside()) {
            remove(pair, Reason.TYPE, Counts.of(pair.replica()));
        }
    }

    private void folders(Pair pair) {
        if (pair.replica().failure() != null) {
            problem(pair.path(), pair.replica(), "read in the replica");
        }
        if (!metadata.same(pair.source(), pair.replica())) {
            adjustments.add(Action.adjust(pair.source().kind(), pair.path()));
        }
    }

    private void links(Pair pair) {
        if (!pair.source().target().equals(pair.replica().target())) {
            copies.add(update(pair));
        } else if (!metadata.same(pair.source(), pair.replica())) {
            copies.add(Action.adjust(pair.source().kind(), pair.path()));
        }
    }

    private void files(Pair pair) throws StoppedException {
        try {
            if (!contents.same(pair)) {
                copies.add(update(pair));
            } else if (!metadata.same(pair.source(), pair.replica())) {
                copies.add(Action.adjust(pair.source().kind(), pair.path()));
            }
        } catch (StoppedException e) {
            throw e;
        } catch (NoSuchFileException e) {
            copies.add(update(pair));
        } catch (IOException e) {
            problems.add(new Problem(Kind.FILE, pair.path(), "read", Failure.inWords(e)));
        }
    }

    /** Whether the source entry can be mirrored at all. What cannot is told, and its replica stays as it is. */
    private boolean canBeBrought(Pair pair) {
        if (pair.source().is(Kind.OTHER)) {
            skipped.add(pair.path());
            return false;
        }
        if (pair.source().failure() != null) {
            problem(pair.path(), pair.source(), "read");
        }
        return !pair.source().is(Kind.UNREADABLE);
    }

    private void problem(Path path, Entry entry, String could) {
        problems.add(new Problem(entry.kind(), path, could, Failure.inWords(entry.failure())));
    }

    private void remove(Pair pair, Reason reason, Counts counts) {
        Kind kind = pair.replica().kind();
        Action action = new Action(Verb.REMOVE, kind, pair.path(), reason, kind, counts);
        // A changed type is no deletion, but what stood in a folder that became a file is deleted.
        Subtree subtree = new Subtree(pair.path(), action, reason == Reason.TYPE ? Counts.NONE : counts);
        if (kind == Kind.FOLDER || kind == Kind.UNREADABLE) {
            removing = subtree;
        } else {
            plan(subtree);
        }
    }

    private void plan(Subtree removal) {
        if (!removal.kept) {
            removals.add(removal.action());
            extraneous = extraneous.plus(removal.deletions);
        }
    }

    private static Action update(Pair pair) {
        Entry source = pair.source();
        return new Action(Verb.UPDATE, source.kind(), pair.path(), Reason.CONTENT, source.kind(), Counts.of(source));
    }

    private void count(Pair pair) {
        inSource = inSource.plus(Counts.of(pair.source()));
        inReplica = inReplica.plus(Counts.of(pair.replica()));
    }

    private void leaveSubtrees(Path next) {
        if (bringing.endsBefore(next)) {
            copies.add(bringing.action());
            bringing = Subtree.NONE;
        }
        if (removing.endsBefore(next)) {
            plan(removing);
            removing = Subtree.NONE;
        }
    }

    /** A folder that stands on one side only, and what was counted in it so far. */
    private static final class Subtree {
        private static final Subtree NONE = new Subtree(null, null, Counts.NONE);

        private final Path path;
        private final Action begun;
        private Counts counts;

        /** What of it the guard has to agree to. */
        private Counts deletions;

        private boolean kept;

        Subtree(Path path, Action begun, Counts deletions) {
            this.deletions = deletions;
            this.path = path;
            this.begun = begun;
            this.counts = begun == null ? Counts.NONE : begun.counts();
        }

        boolean contains(Path other) {
            return path != null && (path.equals(Tree.TOP) || other.startsWith(path));
        }

        boolean endsBefore(Path next) {
            return path != null && (next == null || !contains(next));
        }

        Action action() {
            return new Action(begun.verb(), begun.kind(), begun.path(), begun.reason(), begun.replaces(), counts);
        }
    }
}
