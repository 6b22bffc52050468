package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.audit.PassResult;
import io.dromedary.operator.Answer;
import io.dromedary.operator.Ask;
import io.dromedary.operator.Asking;
import io.dromedary.operator.KnownStatus;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.apache.camel.util.json.JsonObject;

/** Asks and tells a running instance, through the state folder. Takes no lock. */
final class Remote {

    /** Long enough for a machine that is busy. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final List<Job> jobs;
    private final Path stateRoot;
    private final boolean json;
    private final PrintStream out;
    private final Console console;

    Remote(List<Job> jobs, Path stateRoot, boolean json, PrintStream out, Console console) {
        this.jobs = jobs;
        this.stateRoot = stateRoot;
        this.json = json;
        this.out = out;
        this.console = console;
    }

    /** Whether some instance has one of the jobs now. */
    boolean isRunning() throws UnusableException {
        for (Job job : jobs) {
            if (known(job).map(KnownStatus::running).orElse(false)) {
                return true;
            }
        }
        return false;
    }

    /** Prints how the jobs stand, and gives the exit code: that of the worst last pass. */
    int status() throws UnusableException {
        int code = ExitCode.OK;
        StatusPrinter printer = new StatusPrinter(out, InstantSource.system());
        for (Job job : jobs) {
            Optional<KnownStatus> known = known(job);
            if (known.isEmpty()) {
                console.complain("no instance has made a pass of job " + job.name() + " yet: start one");
                code = ExitCode.UNUSABLE;
                continue;
            }
            if (json) {
                out.println(known.get().json());
            } else {
                printer.print(job.name(), known.get());
            }
            code = Math.max(code, code(known.get()));
        }
        return code;
    }

    private static int code(KnownStatus known) {
        JsonObject status = known.status();
        if (known.running() && status.getBoolean("overdue")) {
            return ExitCode.UNUSABLE;
        }
        String result = status.getMap("last") instanceof JsonObject last ? last.getString("result") : "";
        return switch (result) {
            case "refused" -> PassResult.REFUSED.exitCode();
            case "failed" -> ExitCode.UNUSABLE;
            default -> status.getLong("problemCount") > 0 ? ExitCode.DIFFERENT : ExitCode.OK;
        };
    }

    /** Asks each job for something, or with a plan the one that has it, and prints the answers. */
    int ask(Ask ask) throws UnusableException {
        int code = ExitCode.OK;
        boolean asked = false;
        for (Job job : jobs) {
            if (ask.plan() == null || jobs.size() == 1 || ask.plan().equals(refused(job))) {
                asked = true;
                Answer answer = ask(job, ask);
                print(job, answer);
                code = Math.max(code, answer.done() ? ExitCode.OK : ExitCode.USAGE);
            }
        }
        if (!asked) {
            console.complain("plan " + ask.plan() + " is not one that was refused: --status tells which are");
        }
        return asked ? code : ExitCode.USAGE;
    }

    private String refused(Job job) throws UnusableException {
        return known(job)
                .map(known -> known.status().getMap("refused") instanceof JsonObject refused
                        ? refused.getString("plan")
                        : null)
                .orElse(null);
    }

    private Answer ask(Job job, Ask ask) throws UnusableException {
        if (!known(job).map(KnownStatus::running).orElse(false)) {
            throw new UnusableException("no instance is running for job " + job.name() + ": start one, and ask again");
        }
        Path state = FolderSync.stateFolder(job, stateRoot);
        try {
            return new Asking(state)
                    .ask(ask, PATIENCE)
                    .orElseThrow(() -> new UnusableException("the running instance does not answer, and nothing was"
                            + " changed: it may be stopping, or make one pass only"));
        } catch (IOException e) {
            throw new UnusableException("state folder " + state + " cannot be written: " + Failure.inWords(e)
                    + "; ask as the user who runs the instance");
        }
    }

    private void print(Job job, Answer answer) {
        if (json) {
            JsonObject line = new JsonObject();
            line.put("job", job.name());
            line.put("done", answer.done());
            line.put("answer", answer.sentence());
            out.println(line.toJson());
        } else if (answer.done()) {
            out.println((jobs.size() > 1 ? job.name() + ": " : "") + answer.sentence());
        } else {
            console.complain((jobs.size() > 1 ? "job " + job.name() + ": " : "") + answer.sentence());
        }
    }

    private Optional<KnownStatus> known(Job job) throws UnusableException {
        Path state = FolderSync.stateFolder(job, stateRoot);
        try {
            return KnownStatus.read(state);
        } catch (IOException e) {
            throw new UnusableException("the status of job " + job.name() + " cannot be read: " + Failure.inWords(e));
        }
    }
}
