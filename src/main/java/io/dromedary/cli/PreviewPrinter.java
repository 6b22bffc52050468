package io.dromedary.cli;

import io.dromedary.Preview;
import io.dromedary.plan.Action;
import io.dromedary.plan.Plan;
import java.util.Iterator;

/** Prints what a pass would do, or what differs, one entry after the other; no list of them is ever made. */
final class PreviewPrinter {

    private final Lines out;
    private final PlanForm form;

    PreviewPrinter(Lines out, PlanForm form) {
        this.out = out;
        this.form = form;
    }

    /** Prints the list, the totals, and what the guard would say, unless nobody reads them. */
    void print(String job, Preview preview) {
        Plan plan = preview.plan();
        Totals totals = new Totals();
        form.begin(job);
        plan.problems().forEach(form::problem);
        plan.skipped().forEach(form::skipped);
        print(preview.copies(), totals);
        print(plan.adjustments().iterator(), totals);
        print(plan.removals().iterator(), totals);
        form.end(preview, totals);
    }

    private void print(Iterator<Action> actions, Totals totals) {
        while (!out.unread() && actions.hasNext()) {
            Action action = actions.next();
            totals.add(action);
            form.action(action);
        }
    }
}
