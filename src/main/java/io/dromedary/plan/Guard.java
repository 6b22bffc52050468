package io.dromedary.plan;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.tree.PathText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
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
    private final Earlier earlier;
    private final String confirmed;

    public Guard(MaxDelete maxDelete) {
        this(maxDelete, Limits.NONE, false, Earlier.NONE, null);
    }

    /**
     * @param filtered whether something may be excluded, which is then in no plan, and in none of its counts
     * @param confirmed the id of a plan that is allowed whatever it does, or null
     */
    public Guard(MaxDelete maxDelete, Limits limits, boolean filtered, Earlier earlier, String confirmed) {
        this.maxDelete = maxDelete;
        this.limits = limits;
        this.filtered = filtered;
        this.earlier = earlier;
        this.confirmed = confirmed;
    }

    /**
     * Looks at a plan.
     *
     * @param first whether nothing is known of an earlier pass
     * @return why the plan is refused and how to allow it, on one line, or nothing
     */
    public Optional<String> refuse(Plan plan, boolean first) {
        return object(plan, first, false)
                .filter(objection -> !objection.confirmed())
                .map(Objection::refusal);
    }

    /**
     * Looks at a plan, whether or not it is confirmed.
     *
     * @param first whether nothing is known of an earlier pass
     * @param elsewhere whether the source is on another file system than in the last pass
     */
    public Optional<Objection> object(Plan plan, boolean first, boolean elsewhere) {
        return tooManyDeletions(plan, first, elsewhere)
                .or(() -> tooManyUpdates(plan))
                .map(why -> objection(why, id(plan)));
    }

    private Objection objection(String why, String id) {
        return new Objection(why, id, id.equals(confirmed));
    }

    private Optional<String> tooManyDeletions(Plan plan, boolean first, boolean elsewhere) {
        long extraneous = plan.extraneous().entries();
        boolean emptied = plan.source().entries() <= 1 && extraneous > 0 && extraneous + earlier.deleted() >= 2;
        if (emptied && !maxDelete.allowsAll()) {
            String empty = filtered ? "the source is empty but for what is excluded" : "the source is empty";
            return Optional.of(empty + ", and " + amount(plan) + " would be deleted"
                    + examples(deletions(plan)) + hint(plan, first)
                    + "; check that the source is mounted, or allow it with --max-delete 100%");
        }
        if (elsewhere && extraneous > 0) {
            return Optional.of("the source is on another file system than in the last pass, and " + amount(plan)
                    + " would be deleted" + examples(deletions(plan)) + "; check that the source is mounted");
        }
        long files = plan.extraneous().files();
        if (files > 0
                && !maxDelete.allows(files + earlier.deleted(), plan.replica().files())) {
            return Optional.of(amount(plan) + " would be deleted" + examples(deletions(plan))
                    + after(earlier.deleted()) + ", more than --max-delete " + maxDelete + " allows"
                    + hint(plan, first) + "; raise it to allow this");
        }
        return Optional.empty();
    }

    private Optional<String> tooManyUpdates(Plan plan) {
        Amount most = limits.maxUpdate();
        List<Action> updates = most == null ? List.of() : plan.updates();
        if (updates.isEmpty()
                || most.allows(
                        updates.size() + earlier.updated(), plan.replica().files())) {
            return Optional.empty();
        }
        return Optional.of(of(updates.size(), plan) + " would be updated" + examples(updates)
                + after(earlier.updated()) + ", more than --max-update " + most
                + " allows; check that nobody has encrypted or cut the source, raise it to allow this");
    }

    /** A name for what a plan would delete and update, with the state of each file: another loss has another name. */
    public static String id(Plan plan) {
        MessageDigest digest = Fingerprint.digest();
        Stream.concat(deletions(plan).stream(), plan.updates().stream())
                .map(action -> action.verb() + " " + PathText.of(action.path()) + "\n")
                .forEach(line -> digest.update(line.getBytes(StandardCharsets.UTF_8)));
        digest.update(Long.toString(plan.lost().mark()).getBytes(StandardCharsets.UTF_8));
        return Fingerprint.of(digest).toString().substring(0, ID_LENGTH);
    }

    /** What a killed pass left behind is nobody's, and of what changes its type only what is in a folder is deleted. */
    private static List<Action> deletions(Plan plan) {
        return plan.removals().stream()
                .filter(action -> action.reason() == Reason.TYPE
                        ? action.counts().entries() > 1
                        : !Lost.isLeftover(action.path()))
                .toList();
    }

    private static String after(long count) {
        return count == 0 ? "" : " after " + count + " since the last full pass";
    }

    private static String amount(Plan plan) {
        Lost lost = plan.lost();
        if (lost.regular() > 0) {
            return of(lost.counts().files(), plan);
        }
        List<String> parts = new ArrayList<>();
        add(parts, lost.folders(), "folder");
        add(parts, lost.links(), "link");
        add(parts, lost.specials(), "special file");
        int last = parts.size() - 1;
        String first = String.join(", ", parts.subList(0, last));
        return (first.isEmpty() ? "" : first + " and ") + parts.get(last) + " in the replica";
    }

    private static void add(List<String> parts, long count, String noun) {
        if (count > 0) {
            parts.add(count + " " + noun + (count == 1 ? "" : "s"));
        }
    }

    private static String of(long files, Plan plan) {
        long all = plan.replica().files();
        return files + " of " + all + (all == 1 ? " file" : " files") + " in the replica";
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
