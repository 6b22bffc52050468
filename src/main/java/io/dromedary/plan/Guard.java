package io.dromedary.plan;

import io.dromedary.tree.PathText;
import java.util.Optional;
import java.util.stream.Collectors;

/** Refuses a plan that looks like an accident, before its first change. */
public final class Guard {

    private static final int EXAMPLES = 3;

    private final MaxDelete maxDelete;
    private final long gone;

    public Guard(MaxDelete maxDelete) {
        this(maxDelete, 0);
    }

    /** @param gone files that earlier plans deleted, and that count as if this plan did; the replica's files include them */
    public Guard(MaxDelete maxDelete, long gone) {
        this.maxDelete = maxDelete;
        this.gone = gone;
    }

    /**
     * Looks at a plan.
     *
     * @param first whether nothing is known of an earlier pass
     * @return why the plan is refused and how to allow it, on one line, or nothing
     */
    public Optional<String> refuse(Plan plan, boolean first) {
        long extraneous = plan.extraneous().entries();
        boolean emptied = plan.source().entries() <= 1 && extraneous > 0 && extraneous + gone >= 2;
        if (emptied && !maxDelete.allowsAll()) {
            return Optional.of("the source is empty, and " + amount(plan) + " would be deleted" + examples(plan)
                    + hint(plan, first) + "; check that the source is mounted, or allow it with --max-delete 100%");
        }
        if (!maxDelete.allows(plan.extraneous().files() + gone, plan.replica().files())) {
            return Optional.of(
                    amount(plan) + " would be deleted" + examples(plan) + earlier() + ", more than --max-delete "
                            + maxDelete + " allows" + hint(plan, first) + "; raise it to allow this");
        }
        return Optional.empty();
    }

    private String earlier() {
        return gone == 0 ? "" : " after " + gone + " since the last full pass";
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
