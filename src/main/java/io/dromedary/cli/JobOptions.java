package io.dromedary.cli;

import io.dromedary.Job;
import io.dromedary.Pace;
import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Option;

/** The options of one job. In a jobs file each of them is a key. */
final class JobOptions {

    @Option(
            names = {"-s", "--source"},
            paramLabel = "DIR",
            defaultValue = "source",
            description = "The folder that is copied (${DEFAULT-VALUE}).")
    private String source;

    @Option(
            names = {"-r", "--replica"},
            paramLabel = "DIR",
            defaultValue = "replica",
            description = "The folder that becomes the same, created when missing (${DEFAULT-VALUE}).")
    private String replica;

    @Option(
            names = {"-i", "--interval", "--time-interval"},
            paramLabel = "TIME",
            defaultValue = "10",
            description = "From the start of a pass to the next: seconds, or 90s, 15m, 1h, 1d (${DEFAULT-VALUE}).")
    private String interval;

    @Option(
            names = {"-l", "--log-file"},
            paramLabel = "FILE",
            defaultValue = "log.txt",
            description = "The audit log, appended (${DEFAULT-VALUE}).")
    private String logFile;

    @Option(
            names = "--log-format",
            paramLabel = "text|json",
            defaultValue = "text",
            description = "json: one object a line (${DEFAULT-VALUE}).")
    private String logFormat;

    @Option(
            names = "--compare",
            paramLabel = "md5|full|time",
            defaultValue = "md5",
            description = "md5: hash again only what may have changed; full: hash everything in every pass;"
                    + " time: size and time only (${DEFAULT-VALUE}).")
    private String compare;

    @Option(
            names = "--max-delete",
            paramLabel = "N|P%",
            description = "Refuse a pass that deletes more files than this (50%%, not applied below 20).")
    private String maxDelete;

    @Option(
            names = {"-L", "--follow"},
            description = "Copy what links in the source point to.")
    private boolean followLinks;

    @Option(
            names = {"-x", "--one-file-system"},
            description = "Stay on the source's file system.")
    private boolean oneFileSystem;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many files are looked at, hashed and copied at a time (as many as processors).")
    private String threads;

    @Option(
            names = "--bwlimit",
            paramLabel = "RATE",
            description = "Write no more than this in a second: KiB, or 500K, 10M, 1.5G (no limit).")
    private String bwlimit;

    @Option(names = "--watch", description = "Make a pass as soon as something changes, not only every interval.")
    private boolean watch;

    /** Takes the four values that may be given by position. */
    void set(String givenSource, String givenReplica, String givenInterval, String givenLog) {
        source = givenSource;
        replica = givenReplica;
        interval = givenInterval;
        logFile = givenLog;
    }

    /**
     * The job that these options describe.
     *
     * @param folder where relative paths begin
     * @throws IllegalArgumentException if a value is none, naming the option
     */
    Job toJob(String name, Path folder) {
        return new Job(
                name,
                folder.resolve(Paths.parse("source", source)),
                folder.resolve(Paths.parse("replica", replica)),
                Intervals.parse(interval),
                folder.resolve(Paths.parse("log-file", logFile)),
                oneOf(LogFormat.class, "log-format", logFormat),
                oneOf(Compare.class, "compare", compare),
                maxDelete == null ? MaxDelete.DEFAULT : MaxDelete.parse(maxDelete),
                followLinks,
                oneFileSystem,
                pace());
    }

    boolean watch() {
        return watch;
    }

    private Pace pace() {
        Pace full = Pace.full();
        return new Pace(
                threads == null ? full.threads() : threads(threads),
                bwlimit == null ? full.bytesPerSecond() : Rates.parse(bwlimit),
                watch);
    }

    private static int threads(String text) {
        if (!text.strip().matches("[0-9]{1,4}") || Integer.parseInt(text.strip()) == 0) {
            throw new IllegalArgumentException("threads must be a number from 1 to 9999: " + text);
        }
        return Integer.parseInt(text.strip());
    }

    private static <E extends Enum<E>> E oneOf(Class<E> type, String option, String value) {
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(value)) {
                return constant;
            }
        }
        StringBuilder known = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            known.append(known.isEmpty() ? "" : ", ").append(constant.name().toLowerCase(Locale.ROOT));
        }
        throw new IllegalArgumentException(option + " must be one of " + known + ": " + value);
    }
}
