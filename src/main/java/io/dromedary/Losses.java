package io.dromedary;

import io.dromedary.apply.Removed;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files the replica has lost since the last full pass of an interval. The guard counts them along with what the next
 * plan would delete: with {@code --watch} an accident that takes seconds comes in parts, each of which is small enough. A
 * file that came since then is no loss when it goes, and one that is back is none any more, so that the temporary files of
 * a day do not add up. Safe for use by several threads.
 */
final class Losses {

    /** Enough for a day's work. Of what is beyond, each file that goes is lost for good: the guard is then too strict. */
    private static final int MOST = 50_000;

    private final int most;
    private final Set<Path> gone = new HashSet<>();
    private final Set<Path> fresh = new HashSet<>();
    private long more;

    private Losses(int most) {
        this.most = most;
    }

    static Losses none() {
        return new Losses(MOST);
    }

    /** For a pass that is judged by itself, and may bring and remove any number of files. */
    static Losses uncounted() {
        return new Losses(0);
    }

    synchronized void brought(Action action) {
        if (action.kind() == Kind.FOLDER) {
            return;
        } else if (action.verb() == Verb.COPY || action.verb() == Verb.MOVE && fresh.remove(action.from())) {
            came(action.path());
        }
    }

    private void came(Path file) {
        if (!gone.remove(file) && fresh.size() < most) {
            fresh.add(file);
        }
    }

    synchronized void removed(Action action, Removed step) {
        boolean typeChanged = action.reason() == Reason.TYPE && action.path().equals(step.path());
        if (step.kind() == Kind.FOLDER || typeChanged || fresh.remove(step.path())) {
            return;
        } else if (gone.size() < most) {
            gone.add(step.path());
        } else {
            more++;
        }
    }

    /** How much that is; of bytes and times nothing is known. */
    synchronized Counts counts() {
        long files = gone.size() + more;
        return new Counts(files, files, 0, Long.MIN_VALUE);
    }
}
