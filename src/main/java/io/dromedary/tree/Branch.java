package io.dromedary.tree;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A pair and the names of what is below it, on both sides and in order. Folders are listed before anybody decides about
 * them: when a listing fails, the entry says why and there is nothing below, so nobody ever sees part of a folder.
 *
 * <p>Names are compared one folder at a time, so {@code a-b} never comes between {@code a} and {@code a/x}. What the names
 * stand for is looked at piece by piece, by several threads at once if they like.
 */
public final class Branch {

    private static final byte[][] NO_NAMES = {};
    private static final byte SOURCE = 1;
    private static final byte REPLICA = 2;
    private static final byte BOTH = 3;

    private final Tree source;
    private final Tree replica;
    private final Branch parent;
    private final long device;
    private final Path replicaPath;
    private Pair pair;
    private byte[][] names = NO_NAMES;
    private byte[] sides = {};

    private Branch(Tree source, Tree replica, Branch parent, long device, Pair pair, Path replicaPath) {
        this.source = source;
        this.replica = replica;
        // Only links lead back, and a deep tree has long paths, all of which would be kept.
        this.parent = source != null && source.followLinks() ? parent : null;
        this.device = device;
        this.pair = pair;
        this.replicaPath = replicaPath;
        list();
    }

    /** Both roots; a tree may be null, and is then empty. */
    public static Branch top(Tree source, Tree replica) {
        return at(source, replica, Tree.TOP, Tree.TOP);
    }

    /**
     * What stands at and below a path, which need not be the same path on both sides.
     *
     * @param path of the source, and of the pairs
     */
    public static Branch at(Tree source, Tree replica, Path path, Path replicaPath) {
        Entry top = source == null ? Entry.ABSENT : source.entry(Tree.TOP);
        long device = top.stamp() == null ? 0 : top.stamp().device();
        Pair pair = new Pair(path, entry(source, path), entry(replica, replicaPath));
        return new Branch(source, replica, null, device, pair, replicaPath);
    }

    private static Entry entry(Tree tree, Path path) {
        return tree == null ? Entry.ABSENT : tree.entry(path);
    }

    /** What is below one of the pairs of this branch. */
    public Branch enter(Pair child) {
        return new Branch(source, replica, this, device, child, replicaPath(child));
    }

    /** What stands here, with the reason if it could not be listed. */
    public Pair pair() {
        return pair;
    }

    /** Where it stands in the replica. */
    public Path replicaPath() {
        return replicaPath;
    }

    /** Where one of the pairs of this branch stands in the replica. */
    public Path replicaPath(Pair child) {
        return replicaPath.equals(pair.path())
                ? child.path()
                : replicaPath.resolve(child.path().getFileName());
    }

    /** How many names are directly below, on both sides together. */
    public int size() {
        return names.length;
    }

    /** Whether some name stands directly below on both sides. */
    public boolean hasCommonName() {
        for (byte side : sides) {
            if (side == BOTH) {
                return true;
            }
        }
        return false;
    }

    /** Looks at some of what is directly below, in order. What has vanished from both sides meanwhile is left out. */
    public List<Pair> look(int from, int to) {
        Entry[] ours = look(source, pair.path(), SOURCE, from, to);
        Entry[] theirs = look(replica, replicaPath, REPLICA, from, to);
        leaveOut(from, ours, theirs);
        List<Pair> pairs = new ArrayList<>(to - from);
        for (int i = from; i < to; i++) {
            Entry here = ours[i - from];
            Entry there = theirs[i - from];
            if (!here.is(Kind.ABSENT) || !there.is(Kind.ABSENT)) {
                pairs.add(new Pair(pair.path(), names[i], here, there));
            }
        }
        return pairs;
    }

    /**
     * Makes absent what is excluded. An entry that the source has in its place overwrites it all the same, unless one of
     * them is a folder, which a pattern may exclude where it does not exclude a file: then it is in the way.
     */
    private void leaveOut(int from, Entry[] ours, Entry[] theirs) {
        Filter inSource = source == null ? Filter.NONE : source.filter();
        Filter inReplica = replica == null ? Filter.NONE : replica.filter();
        if (inSource.isEmpty() && inReplica.isEmpty()) {
            return;
        }
        Filter.Inside here = inSource.in(pair.path());
        Filter.Inside there = inReplica.in(replicaPath);
        for (int i = 0; i < ours.length; i++) {
            byte[] name = names[from + i];
            boolean bothFiles = ours[i].is(Kind.FILE) && theirs[i].is(Kind.FILE);
            boolean bothFolders = ours[i].is(Kind.FOLDER) && theirs[i].is(Kind.FOLDER);
            ours[i] = here.excludes(name, ours[i]) ? Entry.ABSENT : ours[i];
            boolean stays = bothFiles || bothFolders
                    ? !inReplica.isEmpty() && ours[i].is(Kind.ABSENT)
                    : there.excludes(name, theirs[i]);
            if (stays && ours[i].is(Kind.ABSENT)) {
                theirs[i] = Entry.ABSENT;
            } else if (stays
                    && ours[i].is(Kind.FOLDER) != theirs[i].is(Kind.FOLDER)
                    && there.matchesName(name, theirs[i].is(Kind.FOLDER))) {
                theirs[i] = Entry.unreadable(new IOException("what stands there is excluded"));
            }
        }
    }

    private Entry[] look(Tree tree, Path folder, byte side, int from, int to) {
        Entry[] entries = new Entry[to - from];
        byte[][] asked = new byte[to - from][];
        for (int i = from; i < to; i++) {
            asked[i - from] = (sides[i] & side) == 0 ? null : names[i];
        }
        if (tree == null) {
            Arrays.fill(entries, Entry.ABSENT);
        } else {
            tree.look(folder, asked, entries);
        }
        return entries;
    }

    private void list() {
        Entry ours = pair.source().is(Kind.FOLDER) && source.followLinks() ? refuseLoop(pair.source()) : pair.source();
        Entry theirs = pair.replica();
        if (ours != pair.source()) {
            pair = pair.with(ours, theirs);
        }
        if (ours.is(Kind.UNREADABLE) || ours.is(Kind.OTHER) || elsewhere(ours)) {
            return;
        }
        byte[][] ourNames = NO_NAMES;
        byte[][] theirNames = NO_NAMES;
        if (ours.is(Kind.FOLDER)) {
            try {
                ourNames = source.names(pair.path());
            } catch (IOException e) {
                pair = pair.with(ours.unlisted(e), theirs);
                return;
            }
        }
        if (theirs.is(Kind.FOLDER)) {
            try {
                theirNames = replica.names(replicaPath);
            } catch (IOException e) {
                pair = pair.with(ours, theirs.unlisted(e));
                return;
            }
        }
        merge(ourNames, theirNames);
    }

    private void merge(byte[][] ours, byte[][] theirs) {
        byte[][] merged = new byte[ours.length + theirs.length][];
        byte[] found = new byte[merged.length];
        int count = 0;
        int i = 0;
        int j = 0;
        while (i < ours.length || j < theirs.length) {
            int order = i == ours.length ? 1 : j == theirs.length ? -1 : Arrays.compareUnsigned(ours[i], theirs[j]);
            merged[count] = order <= 0 ? ours[i] : theirs[j];
            found[count++] = order < 0 ? SOURCE : order > 0 ? REPLICA : BOTH;
            i += order <= 0 ? 1 : 0;
            j += order >= 0 ? 1 : 0;
        }
        names = count == merged.length ? merged : Arrays.copyOf(merged, count);
        sides = count == found.length ? found : Arrays.copyOf(found, count);
    }

    private boolean elsewhere(Entry entry) {
        return entry.is(Kind.FOLDER) && source.oneFileSystem() && entry.stamp().device() != device;
    }

    private Entry refuseLoop(Entry folder) {
        Branch top = this;
        for (Branch around = parent; around != null; around = around.parent) {
            if (sameFolder(around.pair.source(), folder)) {
                return Entry.unreadable(
                        new FileSystemLoopException(around.pair.path().toString()));
            }
            top = around;
        }
        return leadsIntoReplica(folder) || leadsAbove(top.pair.path(), folder)
                ? Entry.unreadable(new FileSystemLoopException(pair.path().toString()))
                : folder;
    }

    /** What a pass brings there would be more for the next pass to bring. */
    private boolean leadsIntoReplica(Entry folder) {
        if (source.replica() == null) {
            return false;
        }
        try {
            return sameFolder(Entry.at(source.replica()), folder)
                    || source.resolve(pair.path()).toRealPath().startsWith(source.replica());
        } catch (NoSuchFileException e) {
            // It has vanished, which the listing tells.
            return false;
        } catch (IOException e) {
            // A path too long for that leads on from a folder that was looked at, unless it ends in a link.
            return Entry.at(source.resolve(pair.path())).is(Kind.LINK);
        }
    }

    /** The walk of a subtree has not passed the folders around it, and still must not lead back to them. */
    private boolean leadsAbove(Path start, Entry folder) {
        for (Path above = start; !above.equals(Tree.TOP); ) {
            above = Tree.parent(above);
            if (sameFolder(source.entry(above), folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameFolder(Entry one, Entry other) {
        return one.is(Kind.FOLDER) && one.stamp().sameFile(other.stamp());
    }
}
