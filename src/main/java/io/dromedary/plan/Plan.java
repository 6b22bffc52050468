package io.dromedary.plan;

import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.List;

/**
 * All that a pass will do, known before its first change.
 *
 * @param copies creations, copies, updates and adjustments of files and links; a folder before its content
 * @param adjustments folders whose metadata differ, set at the end of the pass
 * @param removals the topmost extraneous entries, and what type changes leave behind
 * @param problems what could not be looked at, and is therefore left as it is
 * @param skipped sockets, pipes and devices of the source
 * @param source all that stands in the source
 * @param replica all that stands in the replica
 * @param lost all that the removals and updates will take from the replica
 * @param linked files with several names that actions of this plan concern, and what of them stands in the replica
 */
public record Plan(
        List<Action> copies,
        List<Action> adjustments,
        List<Action> removals,
        List<Problem> problems,
        List<Path> skipped,
        Counts source,
        Counts replica,
        Lost lost,
        List<LinkGroup> linked) {

    /** A plan without hard links. */
    public Plan(
            List<Action> copies,
            List<Action> adjustments,
            List<Action> removals,
            List<Problem> problems,
            List<Path> skipped,
            Counts source,
            Counts replica,
            Lost lost) {
        this(copies, adjustments, removals, problems, skipped, source, replica, lost, List.of());
    }

    /** A plan that does nothing. */
    public static final Plan EMPTY =
            new Plan(List.of(), List.of(), List.of(), List.of(), List.of(), Counts.NONE, Counts.NONE, Lost.NONE);

    /** Whether source and replica are the same in all that could be looked at. */
    public boolean isEmpty() {
        return copies.isEmpty() && adjustments.isEmpty() && removals.isEmpty();
    }

    /** What of the replica is deleted. */
    public Counts extraneous() {
        return lost.counts();
    }

    /** What of the replica gets other content. */
    public List<Action> updates() {
        return copies.stream().filter(action -> action.verb() == Verb.UPDATE).toList();
    }

    /** The same, of a part of a replica in which all this stands. */
    public Plan ofReplica(Counts all) {
        return new Plan(copies, adjustments, removals, problems, skipped, source, all, lost, linked);
    }

    /** The classic accident: source and replica swapped, which shows only when nothing is known of an earlier pass. */
    public boolean looksSwapped() {
        boolean harms = !removals.isEmpty() || copies.stream().anyMatch(action -> action.replaces() != Kind.ABSENT);
        return harms && replica.files() > source.files() && replica.newest() > source.newest();
    }
}
