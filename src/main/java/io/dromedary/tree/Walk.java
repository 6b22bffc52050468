package io.dromedary.tree;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * A walk by one thread: every path that stands on either side, once, a folder before its content and its content before
 * its next sibling. Only the names of the folders between the root and the current path are held in memory, and names
 * are looked at a few at a time.
 */
public final class Walk {

    private static final int AT_ONCE = 64;

    private final Deque<Level> levels = new ArrayDeque<>();
    private Branch start;
    private Branch last;

    /** Walks both roots from the top. */
    public Walk(Tree source, Tree replica) {
        this(Branch.top(source, replica));
    }

    private Walk(Branch start) {
        this.start = start;
    }

    /** Walks what stands at and below a path of the source, as if the replica had nothing there. */
    public static Walk ofSource(Tree source, Path start) {
        return new Walk(Branch.at(source, null, start, start));
    }

    /** Walks what stands at and below a path of the replica, as if the source had nothing there. */
    public static Walk ofReplica(Tree replica, Path start) {
        return new Walk(Branch.at(null, replica, start, start));
    }

    /** The next pair, or null at the end. A path that vanished from both sides meanwhile is passed over. */
    public Pair next() {
        if (last != null && last.size() > 0) {
            levels.push(new Level(last));
        }
        last = null;
        if (start != null) {
            last = start;
            start = null;
            return last.pair();
        }
        while (!levels.isEmpty()) {
            Pair pair = levels.peek().next();
            if (pair == null) {
                levels.pop();
            } else if (pair.source().is(Kind.FOLDER) || pair.replica().is(Kind.FOLDER)) {
                last = enter(pair);
                return last.pair();
            } else {
                return pair;
            }
        }
        return null;
    }

    /** Enters a folder. The one around it is forgotten if nothing in it is left, as on each level of a long chain. */
    private Branch enter(Pair folder) {
        Level level = levels.peek();
        if (level.isDone()) {
            levels.pop();
        }
        return level.branch.enter(folder);
    }

    /** Leaves out the content of the folder, if it is one, that {@link #next} returned last. */
    public void skipContent() {
        last = null;
    }

    /** How far the walk is in one folder. */
    private static final class Level {
        private final Branch branch;
        private Iterator<Pair> looked = List.<Pair>of().iterator();
        private int done;

        Level(Branch branch) {
            this.branch = branch;
        }

        Pair next() {
            while (!looked.hasNext()) {
                if (done == branch.size()) {
                    return null;
                }
                int end = Math.min(branch.size(), done + AT_ONCE);
                looked = branch.look(done, end).iterator();
                done = end;
            }
            return looked.next();
        }

        boolean isDone() {
            return done == branch.size() && !looked.hasNext();
        }
    }
}
