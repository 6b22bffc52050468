package io.dromedary.cli;

import io.dromedary.Preview;
import io.dromedary.cli.Screen.Tone;
import io.dromedary.plan.Action;
import io.dromedary.plan.Guard;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A plan for people: in columns on a terminal, and elsewhere in lines that scripts take apart. What is wrong goes to
 * standard error.
 *
 * <p>The columns are as wide as what may stand in them, and the path is the last. So the list can begin before its end is
 * known, and no path is cut: who has to decide what may be removed needs all of it.
 */
final class TextPlan implements PlanForm {

    /** As wide as {@code 1023 bytes}. */
    private static final int SIZE = 10;

    private static final int VERB = 6;
    private static final int REASON = Reason.ROT.words().length();

    private final Lines out;
    private final Console console;
    private final Screen screen;
    private final boolean several;

    /** @param several whether this is one of several jobs */
    TextPlan(Lines out, Console console, Screen screen, boolean several) {
        this.out = out;
        this.console = console;
        this.screen = screen;
        this.several = several;
    }

    @Override
    public void begin(String job) {
        if (several) {
            out.add(screen.paint(Tone.HEADING, "Job " + job + ":"));
        }
    }

    @Override
    public void problem(Problem problem) {
        complain(problem.kind().noun() + " " + PathText.of(problem.path()) + " could not be " + problem.could() + ": "
                + problem.why());
    }

    @Override
    public void skipped(Path path) {
        out.add(
                screen.terminal()
                        ? row("skip", Tone.QUIET, "other", "not mirrored", PathText.of(path))
                        : "skip    " + PathText.of(path) + " (socket, pipe or device)");
    }

    @Override
    public void action(Action action) {
        out.add(screen.terminal() ? row(action) : line(action));
    }

    private static String line(Action action) {
        String more = "";
        if (action.verb() == Verb.REMOVE && action.kind() == Kind.FOLDER) {
            more = ", with " + files(action.counts().files());
        } else if (Totals.hasContent(action)) {
            more = ", " + action.counts().bytes() + " bytes";
        } else if (action.from() != null) {
            more = " from " + PathText.of(action.from());
        }
        return left(action.verb().word(), VERB) + "  " + kind(action) + " " + PathText.of(action.path()) + " ("
                + action.reason().words() + more + ")";
    }

    private String row(Action action) {
        boolean folder = action.kind() == Kind.FOLDER;
        StringBuilder path = new StringBuilder(PathText.of(action.path()));
        path.append(folder ? "/" : "");
        if (action.from() != null) {
            String from = " (from " + PathText.of(action.from()) + (folder ? "/" : "") + ")";
            path.append(screen.paint(Tone.QUIET, from));
        } else if (folder && action.verb() == Verb.REMOVE) {
            path.append(
                    screen.paint(Tone.QUIET, " (with " + files(action.counts().files()) + ")"));
        }
        String size = Totals.hasContent(action) ? Spoken.size(action.counts().bytes()) : kind(action);
        return row(action.verb().word(), tone(action), size, action.reason().words(), path.toString());
    }

    private String row(String verb, Tone tone, String size, String reason, String path) {
        return screen.paint(tone, left(verb, VERB)) + "  " + " ".repeat(Math.max(0, SIZE - size.length())) + size + "  "
                + left(reason, REASON) + "  " + path;
    }

    private static Tone tone(Action action) {
        return switch (action.verb()) {
            case CREATE, COPY -> Tone.GOOD;
            case UPDATE -> Tone.CHANGED;
            case MOVE -> Tone.MOVED;
            case ADJUST -> Tone.QUIET;
            case REMOVE -> Tone.BAD;
        };
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String kind(Action action) {
        return action.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String files(long files) {
        return files + (files == 1 ? " file" : " files");
    }

    @Override
    public void end(Preview preview, Totals totals) {
        Plan plan = preview.plan();
        int unread = plan.problems().size();
        String problems = unread == 0 ? "" : "; problems: " + unread;
        boolean same = totals.isEmpty() && unread == 0;
        out.add(screen.paint(
                same ? Tone.GOOD : Tone.CHANGED,
                totals.isEmpty()
                        ? "Source and replica are the same: "
                                + files(plan.source().files()) + problems + "."
                        : "Source and replica differ: " + totals.inWords() + "; " + size(totals.bytes()) + " to copy"
                                + problems + "."));
        if (preview.swapped()) {
            complain(Guard.swapped(plan));
        }
        preview.refusal().ifPresentOrElse(this::refused, () -> allowed(preview, totals));
        out.flush();
    }

    private String size(long bytes) {
        return screen.terminal() ? Spoken.size(bytes) : bytes + " bytes";
    }

    private void refused(String why) {
        complain("the guard would refuse this pass: " + why);
    }

    private void allowed(Preview preview, Totals totals) {
        if (preview.objection().isPresent()) {
            preview.objection()
                    .ifPresent(objection -> complain("--confirm " + objection.plan()
                            + " allows this pass, which the guard would refuse: " + objection.why()));
        } else if (!totals.isEmpty()) {
            out.add("The guard would allow this pass.");
        }
    }

    /** What comes before it in the list is shown before it. */
    private void complain(String what) {
        out.flush();
        console.complain(what);
    }
}
