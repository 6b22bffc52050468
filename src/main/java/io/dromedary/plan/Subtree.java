package io.dromedary.plan;

import io.dromedary.tree.TemporaryName;

/** What stands on one side only, and what several threads have counted in it. */
final class Subtree {

    private final Action action;
    private final boolean leftover;
    private Counts counts = Counts.NONE;
    private Counts deletions = Counts.NONE;
    private boolean kept;

    Subtree(Action action) {
        this.action = action;
        this.leftover = action.verb() == Verb.REMOVE && TemporaryName.is(action.path());
    }

    /** Whether it stands where it always stood until it is removed: what a type change leaves behind is moved aside. */
    boolean isExtraneous() {
        return action.reason() == Reason.EXTRANEOUS;
    }

    /** @param more what of it the guard has to agree to, if it is a removal */
    synchronized void count(Counts all, Counts more) {
        counts = counts.plus(all);
        // What a killed pass left behind is nobody's file.
        deletions = leftover ? deletions : deletions.plus(more);
    }

    /** Takes out something that is to be moved elsewhere. */
    synchronized void spare(Counts moved) {
        counts = counts.minus(moved);
        deletions = leftover ? deletions : deletions.minus(moved);
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

    synchronized Counts deletions() {
        return deletions;
    }
}
