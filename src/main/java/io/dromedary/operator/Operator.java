package io.dromedary.operator;

import io.dromedary.FolderSync;
import io.dromedary.JobStatus;
import io.dromedary.audit.Event;
import io.dromedary.camel.DromedaryComponent;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a person may ask of a running instance. What was done is in the audit afterwards, with who asked for it. Safe for
 * use by several threads.
 */
public final class Operator {

    private final DromedaryComponent component;
    private final Consumer<Event> audit;
    private final InstantSource clock;

    /** @param audit takes what was done; it may make its caller wait while the log cannot be written */
    public Operator(DromedaryComponent component, Consumer<Event> audit, InstantSource clock) {
        this.component = component;
        this.audit = audit;
        this.clock = clock;
    }

    /** Nobody has given a job this name. */
    public static final class NoSuchJobException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NoSuchJobException(String job) {
            super("no job is named " + job);
        }
    }

    /** No pass was refused because of this plan, or not any more. */
    public static final class NoSuchPlanException extends IllegalArgumentException {
        private static final long serialVersionUID = 1;

        NoSuchPlanException(String message) {
            super(message);
        }
    }

    /** How the jobs stand, by name. */
    public List<JobStatus> status() {
        return component.jobs().stream()
                .map(FolderSync::status)
                .sorted(Comparator.comparing(status -> status.job().name()))
                .toList();
    }

    /** How one job stands. */
    public JobStatus status(String job) {
        return sync(job).status();
    }

    /**
     * Lets a pass begin at once, although the job be paused.
     *
     * @param by who asks, such as {@code ann from the terminal}
     * @return the answer, in a sentence
     */
    public String now(String job, String by) {
        FolderSync sync = sync(job);
        boolean underWay = sync.status().progress() != null;
        sync.ask();
        tell(job, "now", "A pass has been asked for", by);
        return underWay ? "A pass begins when the one under way has ended." : "A pass begins.";
    }

    /**
     * Lets no pass begin until somebody resumes.
     *
     * @throws IOException if that cannot be remembered, with nothing changed
     */
    public String pause(String job, String by) throws IOException {
        FolderSync sync = sync(job);
        if (sync.status().paused()) {
            return "Passes were paused already.";
        }
        sync.pause();
        tell(job, "pause", "Passes have been paused", by);
        return sync.status().progress() == null
                ? "Passes are paused until somebody resumes them."
                : "Passes are paused until somebody resumes them; the one under way goes on to its end.";
    }

    /**
     * Lets passes begin again.
     *
     * @throws IOException if that cannot be remembered, with nothing changed
     */
    public String resume(String job, String by) throws IOException {
        FolderSync sync = sync(job);
        if (!sync.status().paused()) {
            return "Passes were not paused.";
        }
        sync.resume();
        tell(job, "resume", "Passes have been resumed", by);
        return "Passes go on.";
    }

    /**
     * Allows the plan that was refused, and lets a pass begin.
     *
     * @throws NoSuchPlanException if this is not the plan that the last pass was refused for
     */
    public String confirm(String job, String plan, String by) {
        FolderSync sync = sync(job);
        Optional<String> refused = Optional.ofNullable(sync.status().refused()).map(refusal -> refusal.plan());
        if (!refused.equals(Optional.of(plan))) {
            throw new NoSuchPlanException(
                    refused.map(other -> "plan " + plan + " is not the one that was refused: that is " + other)
                            .orElse("no plan of job " + job + " is refused that could be confirmed"));
        }
        sync.confirm(plan);
        sync.ask();
        tell(job, "confirm", "Plan " + plan + " has been confirmed", by);
        return "Plan " + plan + " is confirmed, and a pass begins; another plan is refused as before.";
    }

    private FolderSync sync(String job) {
        return component.jobs().stream()
                .filter(sync -> sync.job().name().equals(job))
                .findAny()
                .orElseThrow(() -> new NoSuchJobException(job));
    }

    private void tell(String job, String action, String what, String by) {
        audit.accept(Event.asked(clock.instant(), job, action, what + " by " + by + "."));
    }
}
