package io.dromedary.cli;

import io.dromedary.Preview;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Guard;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.stream.Collectors;

/** Prints what a pass would do, or what differs. */
final class PreviewPrinter {

    private final PrintStream out;
    private final Console console;
    private final Map<Verb, Long> totals = new EnumMap<>(Verb.class);
    private long bytes;

    PreviewPrinter(PrintStream out, Console console) {
        this.out = out;
        this.console = console;
    }

    /** Prints the list, the totals, and what the guard would say. */
    void print(Preview preview) {
        for (Problem problem : preview.plan().problems()) {
            console.complain(problem.kind().noun() + " " + PathText.of(problem.path()) + " could not be "
                    + problem.could() + ": " + problem.why());
        }
        preview.plan()
                .skipped()
                .forEach(path -> out.println("skip    " + PathText.of(path) + " (socket, pipe or device)"));
        Iterator<Action> copies = preview.copies();
        copies.forEachRemaining(this::print);
        preview.plan().adjustments().forEach(this::print);
        preview.plan().removals().forEach(this::print);
        out.println(totals(preview.plan()));
        if (preview.swapped()) {
            console.complain(Guard.swapped(preview.plan()));
        }
        preview.refusal()
                .ifPresentOrElse(
                        why -> console.complain("the guard would refuse this pass: " + why),
                        () -> preview.objection()
                                .ifPresent(allowed -> console.complain("--confirm " + allowed.plan()
                                        + " allows this pass, which the guard would refuse: " + allowed.why())));
    }

    private void print(Action action) {
        Counts counts = action.counts();
        boolean removal = action.verb() == Verb.REMOVE;
        String size = "";
        if (removal && action.kind() == Kind.FOLDER) {
            size = ", with " + counts.files() + (counts.files() == 1 ? " file" : " files");
        } else if (action.kind() == Kind.FILE && action.verb() != Verb.ADJUST) {
            size = ", " + counts.bytes() + " bytes";
            bytes += removal ? 0 : counts.bytes();
        }
        totals.merge(action.verb(), removal ? counts.entries() : 1L, Long::sum);
        out.printf(
                "%-6s  %s %s (%s%s)%n",
                action.verb().word(),
                action.kind().word(),
                PathText.of(action.path()),
                action.reason().words(),
                size);
    }

    private String totals(Plan plan) {
        long files = plan.source().files();
        String problems = plan.problems().isEmpty()
                ? ""
                : "; problems: " + plan.problems().size();
        if (totals.isEmpty()) {
            return "Source and replica are the same: " + files + (files == 1 ? " file" : " files") + problems + ".";
        }
        return totals.entrySet().stream()
                        .map(total -> total.getKey().word() + " " + total.getValue())
                        .collect(Collectors.joining(", ", "Source and replica differ: ", ""))
                + "; " + bytes + " bytes to copy" + problems + ".";
    }
}
