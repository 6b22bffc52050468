package io.dromedary.plan;

/** What stands on one side only, and what several threads have counted in it. */
final class Subtree {

    private final Action action;
    private Counts counts = Counts.NONE;
    private Lost deletions = Lost.NONE;
    private boolean kept;

    Subtree(Action action) {
        this.action = action;
    }

    /** Whether it stands where it always stood until it is removed: what a type change leaves behind is moved aside. */
    boolean isExtraneous() {
        return action.reason() == Reason.EXTRANEOUS;
    }

    synchronized void count(Counts more) {
        counts = counts.plus(more);
    }

    /** @param more what of it the guard has to agree to */
    synchronized void remove(Counts all, Lost more) {
        counts = counts.plus(all);
        deletions = deletions.plus(more);
    }

    /** Takes out something that is to be moved elsewhere. */
    synchronized void spare(Counts moved, Lost less) {
        counts = counts.minus(moved);
        deletions = deletions.minus(less);
        kept |= counts.entries() == 0;
    }

    /** Nobody can count what is in it, so that the guard could not agree. */
    synchronized void keep() {
        kept = true;
    }

    synchronized boolean isKept() {
        return kept;
    }

    synchronized Action action() {
        return action.with(counts);
    }

    synchronized Lost deletions() {
        return deletions;
    }
}
