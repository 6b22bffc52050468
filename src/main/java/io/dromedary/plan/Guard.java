package io.dromedary.plan;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.tree.PathText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Refuses a plan that looks like an accident, before its first change. */
public final class Guard {

    private static final int EXAMPLES = 3;
    private static final int ID_LENGTH = 8;

    private final MaxDelete maxDelete;
    private final Limits limits;
    private final boolean filtered;
    private final long gone;
    private final String confirmed;

    public Guard(MaxDelete maxDelete) {
        this(maxDelete, Limits.NONE, false, 0, null);
    }

    /**
     * @param filtered whether something may be excluded, which is then in no plan, and in none of its counts
     * @param gone files that earlier plans deleted, and that count as if this plan did; the replica's files include them
     * @param confirmed the id of a plan that is allowed whatever it does, or null
     */
    public Guard(MaxDelete maxDelete, Limits limits, boolean filtered, long gone, String confirmed) {
        this.maxDelete = maxDelete;
        this.limits = limits;
        this.filtered = filtered;
        this.gone = gone;
        this.confirmed = confirmed;
    }

    /**
     * Looks at a plan.
     *
     * @param first whether nothing is known of an earlier pass
     * @return why the plan is refused and how to allow it, on one line, or nothing
     */
    public Optional<String> refuse(Plan plan, boolean first) {
        return refuse(plan, first, false);
    }

    /** @param elsewhere whether the source is on another file system than in the last pass */
    public Optional<String> refuse(Plan plan, boolean first, boolean elsewhere) {
        Optional<String> refusal = object(plan, first, elsewhere);
        if (refusal.isEmpty()) {
            return refusal;
        }
        String id = id(plan);
        return id.equals(confirmed)
                ? Optional.empty()
                : refusal.map(why -> why + ", or allow this very plan with --confirm " + id);
    }

    private Optional<String> object(Plan plan, boolean first, boolean elsewhere) {
        long extraneous = plan.extraneous().entries();
        boolean emptied = plan.source().entries() <= 1 && extraneous > 0 && extraneous + gone >= 2;
        if (emptied && !maxDelete.allowsAll()) {
            String empty = filtered ? "the source is empty but for what is excluded" : "the source is empty";
            return Optional.of(empty + ", and " + amount(plan) + " would be deleted"
                    + examples(plan.removals()) + hint(plan, first)
                    + "; check that the source is mounted, or allow it with --max-delete 100%");
        }
        if (elsewhere && extraneous > 0) {
            return Optional.of("the source is on another file system than in the last pass, and " + amount(plan)
                    + " would be deleted" + examples(plan.removals()) + "; check that the source is mounted");
        }
        if (!maxDelete.allows(plan.extraneous().files() + gone, plan.replica().files())) {
            return Optional.of(amount(plan) + " would be deleted" + examples(plan.removals()) + earlier()
                    + ", more than --max-delete " + maxDelete + " allows" + hint(plan, first)
                    + "; raise it to allow this");
        }
        List<Action> updates = updates(plan).toList();
        if (limits.maxUpdate() != null
                && !limits.maxUpdate().allows(updates.size(), plan.replica().files())) {
            return Optional.of(of(updates.size(), plan) + " would be updated" + examples(updates)
                    + ", more than --max-update " + limits.maxUpdate()
                    + " allows; check that nobody has encrypted or cut the source, raise it to allow this");
        }
        return Optional.empty();
    }

    private static Stream<Action> updates(Plan plan) {
        return plan.copies().stream().filter(action -> action.verb() == Verb.UPDATE);
    }

    /** A name for what a plan would delete and update: another plan has another name. */
    static String id(Plan plan) {
        MessageDigest digest = Fingerprint.digest();
        Stream.concat(plan.removals().stream(), updates(plan))
                .map(action -> action.verb() + " " + action.kind() + " " + PathText.of(action.path()) + " "
                        + action.counts() + "\n")
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        return Fingerprint.of(digest).toString().substring(0, ID_LENGTH);
    }

    private String earlier() {
        return gone == 0 ? "" : " after " + gone + " since the last full pass";
    }

    private static String amount(Plan plan) {
        return of(plan.extraneous().files(), plan);
    }

    private static String of(long files, Plan plan) {
        return files + " of " + plan.replica().files() + (files == 1 ? " file" : " files") + " in the replica";
    }

    private static String examples(List<Action> actions) {
        return actions.stream()
                .limit(EXAMPLES)
                .map(action -> PathText.of(action.path()))
                .collect(Collectors.joining(", ", " (", actions.size() > EXAMPLES ? ", …)" : ")"));
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
