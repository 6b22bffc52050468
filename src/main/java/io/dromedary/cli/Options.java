package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "dromedary",
        header = "Keeps a replica folder an exact copy of a source folder, one way, again and again.",
        customSynopsis = {
            "dromedary [OPTIONS] SOURCE REPLICA INTERVAL LOG",
            "       dromedary [OPTIONS] [-s SOURCE] [-r REPLICA] [-i INTERVAL] [-l LOG]"
        },
        descriptionHeading = "%n",
        optionListHeading = "%n",
        sortOptions = false,
        usageHelpWidth = 110,
        versionProvider = Version.class,
        footer = {
            "",
            "Exit codes: 0 in sync; 1 some paths could not be read or written, or --check found differences;",
            "2 bad arguments; 3 refused by the guard; 4 could not run; 130, 143 --once interrupted."
        })
final class Options {

    private static final String[] BY_POSITION = {"--source", "--replica", "--interval", "--log-file"};

    @Spec
    private CommandSpec spec;

    @Parameters(hidden = true, arity = "0..*")
    private List<String> positions = List.of();

    @Mixin
    private JobOptions job = new JobOptions();

    @Option(names = "--once", description = "One pass, then exit.")
    private boolean once;

    @Option(
            names = {"-n", "--dry-run"},
            description = "Print what a pass would do, change nothing, exit.")
    private boolean dryRun;

    @Option(names = "--check", description = "Hash both sides, report every difference, change nothing, exit.")
    private boolean check;

    @Option(names = "--jobs", paramLabel = "FILE", description = "Several jobs, from a properties or YAML file.")
    private String jobsFile;

    @Option(
            names = "--routes",
            paramLabel = "DIR",
            description = "Route definitions (../routes beside the program, or else those in it).")
    private String routes;

    @Option(names = "--state-dir", paramLabel = "DIR", description = "Index and lock (the user's state folder).")
    private String stateDir;

    @Option(
            names = {"-q", "--quiet"},
            description = "On the console, warnings only.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            description = "On the console, more, with stack traces.")
    private boolean verbose;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    private boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Show the version and exit.")
    private boolean version;

    /** Finds what no single option can know is wrong. */
    void check() {
        exclude(dryRun && check, "--dry-run and --check exclude each other");
        exclude(quiet && verbose, "--quiet and --verbose exclude each other");
        exclude(once && (dryRun || check), "--once makes a pass, which --dry-run and --check exclude");
        exclude(once && job.watch(), "--once makes a pass, which --watch excludes");
        if (!positions.isEmpty()) {
            checkPositions();
        }
        if (jobsFile != null) {
            ParseResult given = spec.commandLine().getParseResult();
            for (String option : spec.mixins().get("job").optionsMap().keySet()) {
                exclude(given.hasMatchedOption(option), "--jobs and " + option + " exclude each other");
            }
        }
    }

    private void checkPositions() {
        exclude(
                positions.size() != BY_POSITION.length,
                "SOURCE REPLICA INTERVAL LOG belong together: expected 4 arguments or none, found " + positions.size());
        exclude(jobsFile != null, "--jobs and SOURCE REPLICA INTERVAL LOG exclude each other");
        for (String option : BY_POSITION) {
            exclude(
                    spec.commandLine().getParseResult().hasMatchedOption(option),
                    option + " is given twice: by position and as an option");
        }
        job.set(positions.get(0), positions.get(1), positions.get(2), positions.get(3));
    }

    private void exclude(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    /** The jobs, at least one. */
    List<Job> jobs(Defaults defaults) {
        return jobsFile == null
                ? List.of(job.toJob("default", Path.of("").toAbsolutePath()))
                : new JobsFile(Paths.parse("jobs", jobsFile).toAbsolutePath(), defaults).read();
    }

    Optional<Path> routes() {
        return Optional.ofNullable(routes).map(text -> Paths.parse("routes", text));
    }

    Path stateDir() {
        return stateDir == null ? FolderSync.defaultStateRoot() : Paths.parse("state-dir", stateDir);
    }

    boolean once() {
        return once;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean checkOnly() {
        return check;
    }

    boolean quiet() {
        return quiet;
    }

    boolean verbose() {
        return verbose;
    }
}
