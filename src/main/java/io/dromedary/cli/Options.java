package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.operator.Ask;
import io.dromedary.operator.Ask.What;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/** The command line. */
final class Options extends OptionGroup {

    private static final String[] BY_POSITION = {"--source", "--replica", "--interval", "--log-file"};

    private final PositionalParamSpec positions = PositionalParamSpec.builder()
            .type(List.class)
            .auxiliaryTypes(String.class)
            .arity("0..*")
            .initialValue(List.of())
            .hidden(true)
            .build();

    private final JobOptions job = mixIn("job", new JobOptions());

    private final OptionSpec once = add(flag("--once").description("One pass, then exit."));

    private final OptionSpec dryRun =
            add(flag("-n", "--dry-run").description("Print what a pass would do, change nothing, exit."));

    private final OptionSpec check = add(flag("--check")
            .description("Read both sides to the last byte, report every difference, change nothing, exit."));

    private final OptionSpec jobsFile =
            add(valued("FILE", "--jobs").description("Several jobs, from a properties or YAML file."));

    private final OptionSpec routes = add(valued("DIR", "--routes")
            .description("Route definitions (../routes beside the program, or else those in it)."));

    private final OptionSpec dev =
            add(flag("--dev").description("Take up what is saved in the folder of routes, while running."));

    private final WebOptions web = mixIn("web", new WebOptions());

    private final OptionSpec stateDir =
            add(valued("DIR", "--state-dir").description("Index, journal and lock (the user's state folder)."));

    private final OptionSpec confirm = add(valued("PLAN", "--confirm")
            .description("Allow one plan that was refused, once, by the id that the refusal gave."));

    private final OptionSpec accept =
            add(valued("PATH", "--accept").description("Take a file of the source as good that seems to have rotted."));

    private final OptionSpec status =
            add(flag("--status").description("Tell how the jobs of a running instance stand, exit."));

    private final OptionSpec now = add(flag("--now").description("Have a running instance make a pass at once, exit."));

    private final OptionSpec pause =
            add(flag("--pause").description("Have a running instance make no passes until --resume, exit."));

    private final OptionSpec resume = add(flag("--resume").description("Have it make passes again, exit."));

    private final OptionSpec json = add(flag("--json").description("Of what is printed: JSON, one object a line."));

    private final OptionSpec quiet = add(flag("-q", "--quiet").description("On the console, warnings only."));

    private final OptionSpec verbose =
            add(flag("-v", "--verbose").description("On the console, more, with stack traces."));

    Options() {
        add(flag("-h", "--help").usageHelp(true).description("Show this help and exit."));
        add(flag("-V", "--version").versionHelp(true).description("Show the version and exit."));
        spec().name("dromedary").versionProvider(new Version()).addPositional(positions);
        spec().usageMessage().customSynopsis(HelpScreen.SYNOPSIS.toArray(String[]::new));
    }

    private <T extends OptionGroup> T mixIn(String name, T options) {
        spec().addMixin(name, options.spec());
        return options;
    }

    /** Finds what no single option can know is wrong. */
    void check() {
        exclude(dryRun() && checkOnly(), "--dry-run and --check exclude each other");
        exclude(quiet() && verbose(), "--quiet and --verbose exclude each other");
        exclude(once() && (dryRun() || checkOnly()), "--once makes a pass, which --dry-run and --check exclude");
        exclude(once() && job.watch(), "--once makes a pass, which --watch excludes");
        for (String later : List.of("--schedule", "--window")) {
            exclude(once() && isGiven(later), "--once makes a pass at once, which " + later + " excludes");
        }
        exclude(
                dev() && (once() || dryRun() || checkOnly()),
                "--dev takes up what is saved while the program runs;"
                        + " --once, --dry-run and --check end it before");
        List<OptionSpec> whole = Stream.of(status, now, pause, resume, once, dryRun, check)
                .filter(option -> option.<Boolean>getValue())
                .toList();
        exclude(
                whole.size() > 1 && (isRemote(whole.get(0)) || isRemote(whole.get(1))),
                whole.isEmpty()
                        ? ""
                        : whole.get(0).longestName() + " excludes "
                                + whole.get(whole.size() - 1).longestName());
        exclude(
                json() && confirm().isEmpty() && whole.stream().allMatch(option -> option == once),
                "--json is for what --status, --dry-run or --check prints: add one of them");
        web.check();
        exclude(
                web.isGiven() && (once() || dryRun() || checkOnly()),
                "--http shows a program that stays; --once, --dry-run and --check end it before");
        List<String> byPosition = positions.getValue();
        if (!byPosition.isEmpty()) {
            checkPositions(byPosition);
            job.set(byPosition.get(0), byPosition.get(1), byPosition.get(2), byPosition.get(3));
        }
        if (jobsFile.getValue() != null) {
            for (String option : job.spec().optionsMap().keySet()) {
                exclude(isGiven(option), "--jobs and " + option + " exclude each other");
            }
        }
    }

    private void checkPositions(List<String> byPosition) {
        exclude(
                byPosition.size() != BY_POSITION.length,
                "SOURCE REPLICA INTERVAL LOG belong together: expected 4 arguments or none, found "
                        + byPosition.size());
        exclude(jobsFile.getValue() != null, "--jobs and SOURCE REPLICA INTERVAL LOG exclude each other");
        for (String option : BY_POSITION) {
            exclude(isGiven(option), option + " is given twice: by position and as an option");
        }
    }

    private boolean isGiven(String option) {
        return spec().commandLine().getParseResult().hasMatchedOption(option);
    }

    private void exclude(boolean wrong, String message) {
        if (wrong) {
            throw new ParameterException(spec().commandLine(), message);
        }
    }

    /** The jobs, at least one. */
    List<Job> jobs(Defaults defaults) {
        return jobsFile.getValue() == null
                ? List.of(job.toJob("default", Path.of("").toAbsolutePath()))
                : new JobsFile(Paths.parse("jobs", jobsFile.getValue()).toAbsolutePath(), defaults).read();
    }

    Optional<Path> routes() {
        return Optional.<String>ofNullable(routes.getValue()).map(text -> Paths.parse("routes", text));
    }

    Path stateDir() {
        return stateDir.getValue() == null
                ? FolderSync.defaultStateRoot()
                : Paths.parse("state-dir", stateDir.getValue());
    }

    /** The id of a plan that is allowed whatever the guard says. */
    Optional<String> confirm() {
        String plan = confirm.getValue();
        return Optional.ofNullable(plan);
    }

    /** A file to be taken as good, relative to the source or absolute. */
    Optional<Path> accept() {
        String path = accept.getValue();
        return Optional.ofNullable(path).map(text -> Paths.parse("accept", text));
    }

    /** The status page, if there is to be one. */
    Optional<WebOptions> web() {
        return Optional.of(web).filter(WebOptions::isGiven);
    }

    /** Whether to tell how the jobs stand, and no more. */
    boolean status() {
        return status.getValue();
    }

    /** What to ask of a running instance, if that is all that is to be done. */
    Optional<Ask> ask() {
        return Stream.of(What.values())
                .filter(what -> what != What.CONFIRM && remote(what).<Boolean>getValue())
                .map(what -> new Ask(what, null))
                .findAny();
    }

    private OptionSpec remote(What what) {
        return switch (what) {
            case NOW -> now;
            case PAUSE -> pause;
            case RESUME -> resume;
            case CONFIRM -> confirm;
        };
    }

    private boolean isRemote(OptionSpec option) {
        return option == status || option == now || option == pause || option == resume;
    }

    /** Whether what is printed is JSON. */
    boolean json() {
        return json.getValue();
    }

    /** Whether edits of the routes take effect while the program runs. */
    boolean dev() {
        return dev.getValue();
    }

    boolean once() {
        return once.getValue();
    }

    boolean dryRun() {
        return dryRun.getValue();
    }

    boolean checkOnly() {
        return check.getValue();
    }

    boolean quiet() {
        return quiet.getValue();
    }

    boolean verbose() {
        return verbose.getValue();
    }
}
