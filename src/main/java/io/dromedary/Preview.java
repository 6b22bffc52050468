package io.dromedary;

import io.dromedary.plan.Action;
import io.dromedary.plan.Plan;
import io.dromedary.tree.Tree;
import java.util.Iterator;
import java.util.Optional;

/**
 * What a pass would do.
 *
 * @param refusal what the guard would say, if it would refuse
 * @param swapped whether source and replica look swapped
 */
public record Preview(Plan plan, Tree source, Tree replica, Optional<String> refusal, boolean swapped) {

    /** What would be created, copied, updated and adjusted, folders' metadata included, one action for each entry. */
    public Iterator<Action> copies() {
        return new Expansion(source, plan.copies(), unreadable -> {});
    }
}
