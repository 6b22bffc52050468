package io.dromedary.plan;

import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Entry;
import io.dromedary.tree.FileKey;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Files that have several names on either side, if hard links are kept. Which names of the replica belong together can be
 * said when all have been seen, so what has the same content on both sides waits here until then. Names of one file in
 * the source are to be names of one file in the replica, and of no other. Memory is for such files only. Safe for use by
 * several threads.
 */
final class HardLinks {

    /** A file of the source. */
    private static final class Original {
        private final Stamp stamp;
        private final boolean shared;
        private Copy copy;
        private boolean split;
        private boolean changes;
        private boolean brought;
        private List<Name> kept = List.of();

        Original(Entry source) {
            this.stamp = source.stamp();
            this.shared = source.links() > 1;
        }
    }

    /** A file of the replica. */
    private static final class Copy {
        private final Stamp stamp;
        private final int links;
        private Original original;
        private boolean torn;

        Copy(Entry replica) {
            this.stamp = replica.stamp();
            this.links = replica.links();
        }
    }

    /**
     * A name that has the same content on both sides.
     *
     * @param same whether it has the same metadata, too
     * @param move of one that has another path in the replica, its move; else null
     */
    private record Name(Original original, Copy copy, Path folder, byte[] name, boolean same, Action move) {

        boolean isMoved() {
            return move != null;
        }

        boolean isConcerned() {
            return original.split || original.changes || copy.torn;
        }

        Path path() {
            return folder.resolve(PathBytes.path(name));
        }

        LinkGroup.Name inPlan() {
            return move == null ? new LinkGroup.Name(path(), path()) : new LinkGroup.Name(path(), move.from());
        }
    }

    private final boolean areKept;
    private final Findings findings;
    private final Map<FileKey, Original> originals = new HashMap<>();
    private final Map<FileKey, Copy> copies = new HashMap<>();
    private final List<Name> names = new ArrayList<>();
    private boolean reachFurther;

    HardLinks(Comparison comparison, Findings findings) {
        this.areKept = comparison.metadata().kept().hardLinks();
        this.findings = findings;
    }

    /** Whether either file of a pair may have names elsewhere. */
    boolean concern(Entry source, Entry replica) {
        return areKept && source.is(Kind.FILE) && replica.is(Kind.FILE) && (source.links() > 1 || replica.links() > 1);
    }

    /** Hears of a file that is to be brought. */
    void bring(Entry source) {
        if (areKept && source.is(Kind.FILE) && source.links() > 1) {
            synchronized (this) {
                original(source).changes = true;
                reachFurther = true;
            }
        }
    }

    /**
     * Takes over a name that has the same content on both sides.
     *
     * @param folder the path of the folder that it is in
     * @param same whether it has the same metadata, too
     */
    synchronized void stands(Path folder, Pair pair, boolean same) {
        reachFurther |= !same || pair.source().links() != pair.replica().links();
        add(pair.source(), pair.replica(), folder, pair.name(), same, null);
    }

    /** Takes over the move of a file, whose metadata are looked at when it has been moved. */
    synchronized void move(Action move, Pair fresh, Entry replica) {
        reachFurther = true;
        add(fresh.source(), replica, Tree.parent(fresh.path()), fresh.name(), true, move);
    }

    private void add(Entry source, Entry replica, Path folder, byte[] name, boolean same, Action move) {
        Original original = original(source);
        Copy copy = copies.computeIfAbsent(FileKey.of(replica.stamp()), key -> new Copy(replica));
        original.split |= original.copy != null && original.copy != copy;
        original.changes |= !same || move != null;
        original.copy = copy;
        copy.torn |= copy.original != null && copy.original != original;
        copy.original = original;
        names.add(new Name(original, copy, folder, name, same, move));
    }

    private Original original(Entry source) {
        return source.links() > 1
                ? originals.computeIfAbsent(FileKey.of(source.stamp()), key -> new Original(source))
                : new Original(source);
    }

    /** Whether what was found depends on names that may stand where nobody has looked. */
    synchronized boolean reachFurther() {
        return reachFurther;
    }

    /** Puts into the plan what has to be done. */
    synchronized void settle() {
        List<Name> inOrder =
                Findings.sorted(names.stream().filter(Name::isConcerned).toList(), Name::path);
        // Those that stand decide before those that are yet to be moved.
        List<Name> concerned =
                inOrder.stream().sorted(Comparator.comparing(Name::isMoved)).toList();
        for (Name name : concerned) {
            name.original.copy = null;
            name.copy.original = null;
        }
        Set<Original> found = new LinkedHashSet<>();
        List<Name> apart = new ArrayList<>();
        for (Name name : concerned) {
            found.add(name.original);
            if (!keep(name)) {
                apart.add(name);
            }
        }
        found.forEach(this::settle);
        apart.forEach(name -> bring(name, Reason.LINKS));
    }

    /** The first of its names decides which file of the replica is the copy of one of the source. */
    private static boolean keep(Name name) {
        Original original = name.original;
        boolean fits = (original.copy == null || original.copy == name.copy)
                && (name.copy.original == null || name.copy.original == original);
        if (fits) {
            original.copy = name.copy;
            name.copy.original = original;
            original.kept = original.kept.isEmpty() ? new ArrayList<>() : original.kept;
            original.kept.add(name);
        }
        return fits;
    }

    private void settle(Original original) {
        List<Name> kept = original.kept;
        if (kept.isEmpty()) {
            return;
        }
        boolean same = kept.stream().allMatch(Name::same);
        if (!same && original.copy.links != kept.size()) {
            // Its other names may be anybody's, and would get the metadata too.
            kept.forEach(name -> bring(name, Reason.METADATA));
            return;
        }
        for (Name name : kept) {
            if (name.isMoved()) {
                findings.copy(name.move);
            } else if (!name.same) {
                findings.copy(Action.adjust(Kind.FILE, name.path()));
            }
        }
        if (original.shared) {
            original.brought = true;
            findings.link(new LinkGroup(
                    original.stamp,
                    original.copy.stamp,
                    kept.stream().map(Name::inPlan).toList()));
        }
    }

    /** Plans another file for a name: one of its own, or the one that the other names of its original have. */
    private void bring(Name name, Reason reason) {
        if (name.isMoved()) {
            findings.copy(name.move.with(Reason.LINKS));
            return;
        }
        Stamp stamp = name.original.stamp;
        long bytes = name.original.brought ? 0 : stamp.size();
        name.original.brought = name.original.shared;
        Counts counts = new Counts(1, 1, bytes, stamp.modified());
        findings.copy(new Action(Verb.UPDATE, Kind.FILE, name.path(), reason, Kind.FILE, null, null, counts));
    }
}
