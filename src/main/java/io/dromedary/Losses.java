package io.dromedary;

import io.dromedary.apply.Removed;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Earlier;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Which files the replica has lost since the last full pass of an interval, and which have other content. The guard counts
 * them along with what the next plan would delete and update: with {@code --watch} an accident that takes seconds comes in
 * parts, each of which is small enough. A file that came since then is no loss when it goes, and one that is back is none
 * any more, but updated, so that the temporary files of a day do not add up. Safe for use by several threads.
 */
final class Losses {

    /** Enough for a day's work. Of what is beyond, each change counts for good: the guard is then too strict. */
    private static final int MOST = 50_000;

    private final int most;
    private final Set<Path> gone = new HashSet<>();
    private final Set<Path> fresh = new HashSet<>();
    private final Set<Path> updated = new HashSet<>();
    private long moreGone;
    private long moreUpdated;

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
        } else if (action.verb() == Verb.UPDATE || action.verb() == Verb.MOVE && updated.remove(action.from())) {
            changed(action.path());
        }
    }

    private void came(Path file) {
        if (gone.remove(file)) {
            changed(file);
        } else if (fresh.size() < most) {
            fresh.add(file);
        }
    }

    private void changed(Path file) {
        if (fresh.contains(file) || updated.contains(file)) {
            return;
        } else if (updated.size() < most) {
            updated.add(file);
        } else {
            moreUpdated++;
        }
    }

    synchronized void removed(Action action, Removed step) {
        updated.remove(step.path());
        boolean typeChanged = action.reason() == Reason.TYPE && action.path().equals(step.path());
        if (step.kind() == Kind.FOLDER || typeChanged || fresh.remove(step.path())) {
            return;
        } else if (gone.size() < most) {
            gone.add(step.path());
        } else {
            moreGone++;
        }
    }

    /** How much has gone; of bytes and times nothing is known. */
    synchronized Counts counts() {
        long files = gone.size() + moreGone;
        return new Counts(files, files, 0, Long.MIN_VALUE);
    }

    /** What the guard has to count apart from a plan, which may update again what was updated before. */
    synchronized Earlier besides(Plan plan) {
        long again = plan.updates().stream()
                .filter(action -> updated.contains(action.path()))
                .count();
        return new Earlier(gone.size() + moreGone, updated.size() + moreUpdated - again);
    }
}
