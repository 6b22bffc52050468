package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.Preview;
import io.dromedary.UnusableException;
import io.dromedary.operator.Ask;
import io.dromedary.plan.Compare;
import io.dromedary.posix.Posix;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Dromedary {

    private Dromedary() {}

    /** Runs the program and exits with its code. */
    public static void main(String... arguments) {
        // JNA would start another program to learn of places where libraries are, and we need none that is not loaded.
        System.setProperty("jna.platform.library.path", "");
        // Picocli would look in every jar for Groovy, whose closures only annotations can have.
        System.setProperty("picocli.disable.closures", "true");
        // Loading takes as long as a small pass, and Camel starts meanwhile.
        Thread loading = new Thread(Posix::find, "dromedary-posix");
        loading.setDaemon(true);
        loading.start();
        PrintStream out = console(System.out, FileDescriptor.out);
        System.exit(
                run(arguments, Defaults::ofProcess, Screen.ofProcess(), out, console(System.err, FileDescriptor.err)));
    }

    /** The C locale has only ASCII, and others may have names in more than that: they get UTF-8 then, as in the log. */
    private static PrintStream console(PrintStream standard, FileDescriptor file) {
        return isAscii(spoken())
                ? new PrintStream(new BufferedOutputStream(new FileOutputStream(file)), true, StandardCharsets.UTF_8)
                : standard;
    }

    private static boolean isAscii(Charset charset) {
        return charset.equals(StandardCharsets.US_ASCII);
    }

    private static Charset spoken() {
        return Charset.forName(System.getProperty("native.encoding", "UTF-8"));
    }

    /** Runs the program and gives its exit code. */
    static int run(String[] arguments, Supplier<Defaults> settings, Screen screen, PrintStream out, PrintStream err) {
        Options options = new Options();
        CommandLine parser = new CommandLine(options.spec());
        try {
            Defaults defaults = settings.get();
            parser.setDefaultValueProvider(defaults);
            checkNames(parser, defaults);
            parser.parseArgs(arguments);
            if (parser.isUsageHelpRequested()) {
                HelpScreen.print(screen, out);
                return ExitCode.OK;
            } else if (parser.isVersionHelpRequested()) {
                parser.printVersionHelp(out);
                return ExitCode.OK;
            }
            options.check();
            // Before a library that reads patterns makes a logger.
            Logging.configure(options.verbose());
            return run(options, options.jobs(defaults), defaults.settings(), screen, out, err);
        } catch (ParameterException e) {
            return misused(parser, e, err);
        } catch (IllegalArgumentException e) {
            return misused(parser, new ParameterException(parser, e.getMessage()), err);
        }
    }

    private static int run(
            Options options, List<Job> jobs, Properties settings, Screen screen, PrintStream out, PrintStream err) {
        boolean looks = options.dryRun() || options.checkOnly();
        Console console = screen.terminal() && !options.quiet()
                ? TerminalConsole.of(
                        out, err, isAscii(spoken()) ? StandardCharsets.UTF_8 : spoken(), looks || options.once())
                : new Console(out, err, options.quiet());
        try {
            if (looks) {
                return preview(options, jobs, screen, out, console);
            }
            Optional<Integer> code = remote(options, jobs, out, console);
            return code.isPresent() ? code.get() : new Service(jobs, options, settings, console).run();
        } catch (IllegalArgumentException e) {
            throw e;
        } catch (Exception e) {
            console.complain(e instanceof UnusableException ? e.getMessage() : Failures.inOneLine(e));
            if (options.verbose()) {
                e.printStackTrace(err);
            }
        }
        return ExitCode.UNUSABLE;
    }

    /** What is a running instance's to do, and no business of this one. */
    private static Optional<Integer> remote(Options options, List<Job> jobs, PrintStream out, Console console)
            throws UnusableException {
        boolean confirms = options.confirm().isPresent() && !options.once();
        if (!options.status() && options.ask().isEmpty() && !confirms) {
            return Optional.empty();
        }
        Remote remote = new Remote(jobs, options.stateDir(), options.json(), out, console);
        if (options.status()) {
            return Optional.of(remote.status());
        } else if (options.ask().isPresent()) {
            return Optional.of(remote.ask(options.ask().get()));
        }
        return remote.isRunning()
                ? Optional.of(
                        remote.ask(new Ask(Ask.What.CONFIRM, options.confirm().get())))
                : Optional.empty();
    }

    private static int preview(Options options, List<Job> jobs, Screen screen, PrintStream out, Console console)
            throws UnusableException {
        FolderSync.check(jobs, options.stateDir());
        int code = ExitCode.OK;
        Lines lines = new Lines(out);
        PlanForm form = options.json() ? new JsonPlan(lines) : new TextPlan(lines, console, screen, jobs.size() > 1);
        console.start();
        for (Job job : jobs) {
            Preview preview = look(options, job, console);
            new PreviewPrinter(lines, form).print(job.name(), preview);
            boolean differs =
                    !preview.plan().isEmpty() || !preview.plan().problems().isEmpty();
            if (options.checkOnly() && differs) {
                code = ExitCode.DIFFERENT;
            }
        }
        return code;
    }

    private static Preview look(Options options, Job job, Console console) throws UnusableException {
        Job asked = options.checkOnly() ? job.with(Compare.FULL) : job;
        console.waitFor(job);
        try {
            return FolderSync.preview(asked, options.stateDir(), Clock.systemDefaultZone(), options.confirm());
        } finally {
            console.proceed();
        }
    }

    private static void checkNames(CommandLine parser, Defaults defaults) {
        Set<String> names = new TreeSet<>();
        for (OptionSpec option : parser.getCommandSpec().options()) {
            if (Defaults.isSetting(option)) {
                names.add(Defaults.key(option));
            }
        }
        for (String unknown : defaults.unknown(names)) {
            throw new IllegalArgumentException("application.properties has an unknown key: " + unknown
                    + Nearest.question(unknown.substring("dromedary.".length()), names));
        }
    }

    private static int misused(CommandLine parser, ParameterException e, PrintStream err) {
        new Console(err, err, true).complain(e.getMessage() + meant(parser, e));
        err.print(parser.getHelp().customSynopsis().indent(0));
        err.println("Try dromedary --help");
        return ExitCode.USAGE;
    }

    private static String meant(CommandLine parser, ParameterException e) {
        return e instanceof UnmatchedArgumentException unmatched
                        && !unmatched.getUnmatched().isEmpty()
                ? Nearest.question(
                        unmatched.getUnmatched().get(0),
                        parser.getCommandSpec().optionsMap().keySet())
                : "";
    }
}
