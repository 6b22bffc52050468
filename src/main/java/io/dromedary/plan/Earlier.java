package io.dromedary.plan;

/**
 * What earlier plans have done to the replica that counts as if the next one did it.
 *
 * @param deleted files, which the replica's files include
 * @param updated files, apart from those that the next plan updates again
 */
public record Earlier(long deleted, long updated) {

    /** Each plan is judged by itself. */
    public static final Earlier NONE = new Earlier(0, 0);
}
