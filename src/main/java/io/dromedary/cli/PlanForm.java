package io.dromedary.cli;

import io.dromedary.Preview;
import io.dromedary.plan.Action;
import io.dromedary.plan.Problem;
import java.nio.file.Path;

/** A way to write down what a pass would do. */
interface PlanForm {

    /** Begins with a job. */
    void begin(String job);

    void problem(Problem problem);

    /** A socket, pipe or device. */
    void skipped(Path path);

    void action(Action action);

    /** Ends with what it comes to, and what the guard would say. */
    void end(Preview preview, Totals totals);
}
