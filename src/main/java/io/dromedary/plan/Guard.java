package io.dromedary.plan;

import io.dromedary.tree.PathText;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses a plan that looks like an accident, before its first change. */
public final class Guard {

    private static final int EXAMPLES = 3;

    private final MaxDelete maxDelete;
    private final boolean filtered;

    /** @param filtered whether something may be excluded, which is then in no plan, and in none of its counts */
    public Guard(MaxDelete maxDelete, boolean filtered) {
        this.maxDelete = maxDelete;
        this.filtered = filtered;
    }

    /**
     * Looks at a plan.
     *
     * @param first whether nothing is known of an earlier pass
     * @return why the plan is refused and how to allow it, on one line, or nothing
     */
    public Optional<String> refuse(Plan plan, boolean first) {
        boolean emptied = plan.source().entries() <= 1 && plan.extraneous().entries() >= 2;
        if (emptied && !maxDelete.allowsAll()) {
            String empty = filtered ? "the source is empty but for what is excluded" : "the source is empty";
            return Optional.of(empty + ", and " + amount(plan) + " would be deleted" + examples(plan)
                    + hint(plan, first) + "; check that the source is mounted, or allow it with --max-delete 100%");
        }
        if (!maxDelete.allows(plan.extraneous().files(), plan.replica().files())) {
            return Optional.of(amount(plan) + " would be deleted" + examples(plan) + ", more than --max-delete "
                    + maxDelete + " allows" + hint(plan, first) + "; raise it to allow this");
        }
        return Optional.empty();
    }

    private static String amount(Plan plan) {
        long files = plan.extraneous().files();
        return files + " of " + plan.replica().files() + (files == 1 ? " file" : " files") + " in the replica";
    }

    private static String examples(Plan plan) {
        return plan.removals().stream()
                .limit(EXAMPLES)
                .map(action -> PathText.of(action.path()))
                .collect(Collectors.joining(", ", " (", plan.removals().size() > EXAMPLES ? ", …)" : ")"));
    }

    private static String hint(Plan plan, boolean first) {
        return first && plan.looksSwapped() ? ". " + Guard.swapped(plan) : "";
    }

    /** What to say of a plan that {@linkplain Plan#looksSwapped() looks swapped}. */
    public static String swapped(Plan plan) {
        return "The replica is newer and larger than the source ("
                + plan.replica().files() + " files against " + plan.source().files()
                + "): are source and replica swapped?";
    }
}
