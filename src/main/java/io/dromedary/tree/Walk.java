package io.dromedary.tree;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * The lock-step walk over both roots: every path that stands on either side, once, a folder before its content and its
 * content before its next sibling. Names are compared one folder at a time, so {@code a-b} never comes between
 * {@code a} and {@code a/x}.
 *
 * <p>A folder is listed before it is returned. When its listing fails, the entry says why and the walk does not go
 * below it, so nobody ever sees part of a folder. Only the names of the folders between the root and the current path
 * are held in memory, and a name is looked at when its turn comes.
 */
public final class Walk {

    private static final Entry NOT_WALKED = Entry.ABSENT;

    private final Tree source;
    private final Tree replica;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final long device;
    private boolean started;
    private final Path start;
    private Level last;

    /** Walks both roots from the top. */
    public Walk(Tree source, Tree replica) {
        this(source, replica, Tree.TOP);
    }

    private Walk(Tree source, Tree replica, Path start) {
        this.source = source;
        this.replica = replica;
        this.start = start;
        Entry top = source == null ? Entry.ABSENT : source.entry(Tree.TOP);
        this.device = top.stamp() == null ? 0 : top.stamp().device();
    }

    /** Walks what stands at and below a path of the source, as if the replica had nothing there. */
    public static Walk ofSource(Tree source, Path start) {
        return new Walk(source, null, start);
    }

    /** Walks what stands at and below a path of the replica, as if the source had nothing there. */
    public static Walk ofReplica(Tree replica, Path start) {
        return new Walk(null, replica, start);
    }

    /** The next pair, or null at the end. A path that vanished from both sides meanwhile is passed over. */
    public Pair next() {
        last = null;
        if (!started) {
            started = true;
            return visit(start, entry(source, start), entry(replica, start));
        }
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (!level.hasNext()) {
                levels.pop();
                continue;
            }
            Pair pair = level.next();
            if (!pair.sourceOnly() || !pair.replicaOnly()) {
                return visit(pair.path(), pair.source(), pair.replica());
            }
        }
        return null;
    }

    /** Leaves out the content of the folder that {@link #next} returned last. */
    public void skipContent() {
        if (last != null) {
            levels.pop();
            last = null;
        }
    }

    private Pair visit(Path path, Entry fromSource, Entry fromReplica) {
        Entry ours = fromSource.is(Kind.FOLDER) && source.followLinks() ? refuseLoop(fromSource) : fromSource;
        Entry theirs = fromReplica;
        boolean keep = ours.is(Kind.UNREADABLE) || ours.is(Kind.OTHER) || elsewhere(ours);
        if (keep) {
            return new Pair(path, ours, theirs);
        }
        List<Path> ourNames = List.of();
        List<Path> theirNames = List.of();
        if (ours.is(Kind.FOLDER)) {
            try {
                ourNames = source.names(path);
            } catch (IOException e) {
                return new Pair(path, ours.unlisted(e), theirs);
            }
        }
        if (theirs.is(Kind.FOLDER)) {
            try {
                theirNames = replica.names(path);
            } catch (IOException e) {
                return new Pair(path, ours, theirs.unlisted(e));
            }
        }
        if (ours.is(Kind.FOLDER) || theirs.is(Kind.FOLDER)) {
            last = new Level(path, ours.is(Kind.FOLDER) ? ours : null, ourNames, theirNames);
            levels.push(last);
        }
        return new Pair(path, ours, theirs);
    }

    private boolean elsewhere(Entry entry) {
        return entry.is(Kind.FOLDER) && source.oneFileSystem() && entry.stamp().device() != device;
    }

    private Entry refuseLoop(Entry folder) {
        for (Level level : levels) {
            if (level.folder != null && level.folder.stamp().sameFile(folder.stamp())) {
                return Entry.unreadable(new FileSystemLoopException(level.path.toString()));
            }
        }
        boolean intoReplica = source.replica() != null && sameFolder(Entry.at(source.replica()), folder);
        return intoReplica || leadsAboveStart(folder)
                ? Entry.unreadable(new FileSystemLoopException(start.toString()))
                : folder;
    }

    /** The walk of a subtree has not passed the folders around it, and still must not lead back to them. */
    private boolean leadsAboveStart(Entry folder) {
        for (Path above = start; !above.equals(Tree.TOP); ) {
            above = above.getParent() == null ? Tree.TOP : above.getParent();
            Entry around = source.entry(above);
            if (sameFolder(around, folder)) {
                return true;
            }
        }
        return false;
    }

    private static boolean sameFolder(Entry one, Entry other) {
        return one.is(Kind.FOLDER) && one.stamp().sameFile(other.stamp());
    }

    private static Entry entry(Tree tree, Path path) {
        return tree == null ? NOT_WALKED : tree.entry(path);
    }

    /** The names of one folder on both sides, merged. */
    private final class Level {
        private final Path path;
        private final Entry folder;
        private final List<Path> ours;
        private final List<Path> theirs;
        private int nextOurs;
        private int nextTheirs;

        Level(Path path, Entry folder, List<Path> ours, List<Path> theirs) {
            this.path = path;
            this.folder = folder;
            this.ours = ours;
            this.theirs = theirs;
        }

        boolean hasNext() {
            return nextOurs < ours.size() || nextTheirs < theirs.size();
        }

        Pair next() {
            int order = nextOurs == ours.size()
                    ? 1
                    : nextTheirs == theirs.size() ? -1 : ours.get(nextOurs).compareTo(theirs.get(nextTheirs));
            Path name = order <= 0 ? ours.get(nextOurs) : theirs.get(nextTheirs);
            Path child = path.resolve(name);
            Entry fromSource = order <= 0 ? source.entry(child) : Entry.ABSENT;
            Entry fromReplica = order >= 0 ? replica.entry(child) : Entry.ABSENT;
            if (order <= 0) {
                nextOurs++;
            }
            if (order >= 0) {
                nextTheirs++;
            }
            return new Pair(child, fromSource, fromReplica);
        }
    }
}
