package io.dromedary;

import io.dromedary.plan.Action;
import io.dromedary.plan.Objection;
import io.dromedary.plan.Plan;
import io.dromedary.tree.Tree;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a pass would do.
 *
 * @param missing why the pass would be refused whatever its plan, because of what is not in the source
 * @param objection what the guard has against the plan
 * @param swapped whether source and replica look swapped
 */
public record Preview(
        Plan plan,
        Tree source,
        Tree replica,
        Optional<String> missing,
        Optional<Objection> objection,
        boolean swapped) {

    /** Why the pass would be refused, on one line, or nothing. */
    public Optional<String> refusal() {
        return missing.or(() -> objection.filter(found -> !found.confirmed()).map(Objection::refusal));
    }

    /** What would be created, copied, updated and adjusted, folders' metadata included, one action for each entry. */
    public Iterator<Action> copies() {
        return new Expansion(source, plan.copies(), unreadable -> {});
    }
}
