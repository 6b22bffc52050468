package io.dromedary.cli;

import io.dromedary.Intervals;
import io.dromedary.Job;
import io.dromedary.Pace;
import io.dromedary.Schedule;
import io.dromedary.Timing;
import io.dromedary.Trash;
import io.dromedary.Window;
import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Locale;
import picocli.CommandLine.Model.OptionSpec;

/** The options of one job. In a jobs file each of them is a key. */
final class JobOptions extends OptionGroup {

    private final OptionSpec source = add(valued("DIR", "-s", "--source")
            .defaultValue("source")
            .description("The folder that is copied (${DEFAULT-VALUE})."));

    private final OptionSpec replica = add(valued("DIR", "-r", "--replica")
            .defaultValue("replica")
            .description("The folder that becomes the same, created when missing (${DEFAULT-VALUE})."));

    private final OptionSpec interval = add(valued("TIME", "-i", "--interval", "--time-interval")
            .description("From the start of a pass to the next: seconds, or 90s, 15m, 1h, 1d (10)."));

    private final OptionSpec schedule = add(valued("CRON", "--schedule")
            .description("Full passes at these times instead, as in crontab: \"0 2 * * *\", @daily."));

    private final OptionSpec window = add(valued("TIME-TIME", "--window")
            .description("Begin passes in these hours only: 22:00-06:00, or Mon-Fri 22:00-06:00 (always)."));

    private final OptionSpec scheduleZone = add(valued("ZONE", "--schedule-zone")
            .description("Time zone of schedule and window, such as Europe/Berlin (the system's)."));

    private final OptionSpec logFile = add(valued("FILE", "-l", "--log-file")
            .defaultValue("log.txt")
            .description("The audit log, appended (${DEFAULT-VALUE})."));

    private final OptionSpec logFormat = add(valued("text|json", "--log-format")
            .defaultValue("text")
            .description("json: one object a line (${DEFAULT-VALUE})."));

    private final OptionSpec compare = add(valued("md5|full|time", "--compare")
            .defaultValue("md5")
            .description("md5: hash again only what may have changed; full: hash everything in every pass;"
                    + " time: size and time only (${DEFAULT-VALUE})."));

    private final OptionSpec maxDelete = add(valued("N|P%", "--max-delete")
            .description("Refuse a pass that deletes more files than this (50%%, not applied below 20)."));

    private final OptionSpec maxUpdate = add(
            valued("N|P%", "--max-update").description("Refuse a pass that updates more files than this (no limit)."));

    private final OptionSpec require = add(
            valued("FILE", "--require").description("Refuse a pass unless this stands in the source, relative to it."));

    private final OptionSpec followLinks =
            add(flag("-L", "--follow").description("Copy what links in the source point to."));

    private final OptionSpec oneFileSystem =
            add(flag("-x", "--one-file-system").description("Stay on the source's file system."));

    private final FilterOptions filter = mixIn(new FilterOptions());

    private final OptionSpec threads = add(valued("N", "--threads")
            .description("How many files are looked at, hashed and copied at a time (as many as processors)."));

    private final OptionSpec bwlimit = add(valued("RATE", "--bwlimit")
            .description(
                    "Write, and read once more, no more than this in a second: KiB, or 500K, 10M, 1.5G (no limit)."));

    private final OptionSpec watch =
            add(flag("--watch").description("Make a pass as soon as something changes, not only every interval."));

    private final OptionSpec durable =
            add(flag("--durable").description("Force what was done to disk before the log says so."));

    private final OptionSpec scrubInterval = add(valued("TIME", "--scrub-interval")
            .description("Read every file once in this time, a few in each pass, to find rot (never)."));
    private final OptionSpec hardLinks =
            add(flag("-H", "--hard-links").description("Keep which files are hard links of each other."));

    private final OptionSpec acls =
            add(flag("-A", "--acls").description("Keep access control lists of files and folders (Linux)."));

    private final OptionSpec xattrs =
            add(flag("-X", "--xattrs").description("Keep extended attributes of files and folders (Linux)."));

    private final OptionSpec noOwner =
            add(flag("--no-owner").description("Leave owners and groups out, which only root can keep."));

    private final OptionSpec noPerms = add(flag("--no-perms").description("Leave permissions out."));

    private final OptionSpec noTimes = add(flag("--no-times").description("Leave modification times out."));
    private final OptionSpec trash = add(valued("DIR", "--trash")
            .description("Keep there what is overwritten or removed in the replica (nothing is kept)."));

    private final OptionSpec trashKeep = add(valued("TIME", "--trash-keep")
            .defaultValue("30d")
            .description("For how long: like --interval (${DEFAULT-VALUE})."));

    private boolean intervalByPosition;

    private FilterOptions mixIn(FilterOptions options) {
        spec().addMixin("filter", options.spec());
        return options;
    }

    /** Takes the four values that may be given by position. */
    void set(String givenSource, String givenReplica, String givenInterval, String givenLog) {
        source.setValue(givenSource);
        replica.setValue(givenReplica);
        interval.setValue(givenInterval);
        intervalByPosition = true;
        logFile.setValue(givenLog);
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
                        folder.resolve(Paths.parse("source", source.getValue())),
                        folder.resolve(Paths.parse("replica", replica.getValue())),
                        Intervals.parse("interval", interval.getValue() == null ? "10" : interval.getValue()),
                        folder.resolve(Paths.parse("log-file", logFile.getValue())),
                        oneOf(LogFormat.class, "log-format", logFormat.getValue()),
                        oneOf(Compare.class, "compare", compare.getValue()),
                        maxDelete.getValue() == null ? MaxDelete.DEFAULT : MaxDelete.parse(maxDelete.getValue()),
                        followLinks.getValue(),
                        oneFileSystem.getValue(),
                        pace())
                .with(limits())
                .with(fidelity())
                .with(trash(folder))
                .with(filter.toFilter(folder))
                .with(timing());
    }

    private Timing timing() {
        ZoneId zone = scheduleZone.getValue() == null ? ZoneId.systemDefault() : zone(scheduleZone.getValue());
        String hours = window.getValue();
        return new Timing(
                goesBySchedule() ? Schedule.parse("schedule", schedule.getValue(), zone) : null,
                hours == null ? Window.ALWAYS : Window.parse("window", hours, zone));
    }

    /** What was given for this job wins over what the settings say for all. */
    private boolean goesBySchedule() {
        boolean interval = intervalByPosition || isGiven(this.interval);
        if (isGiven(schedule) == interval && schedule.getValue() != null && this.interval.getValue() != null) {
            throw new IllegalArgumentException("interval and schedule exclude each other: a schedule such as"
                    + " \"0 2 * * *\" says itself when passes are made");
        }
        return schedule.getValue() != null && !interval;
    }

    /** Whether a value was not taken from the settings. */
    private static boolean isGiven(OptionSpec option) {
        return !option.stringValues().isEmpty();
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text.strip());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "schedule-zone must be a time zone such as Europe/Berlin, UTC or +01:00: " + text);
        }
    }

    private Trash trash(Path folder) {
        return new Trash(
                trash.getValue() == null ? null : folder.resolve(Paths.parse("trash", trash.getValue())),
                Intervals.parse("trash-keep", trashKeep.getValue()));
    }

    private Limits limits() {
        String most = maxUpdate.getValue();
        String marker = require.getValue();
        return new Limits(
                most == null ? null : Amount.parse("max-update", most),
                marker == null ? null : Paths.parse("require", marker));
    }

    boolean watch() {
        return watch.getValue();
    }

    private Fidelity fidelity() {
        return new Fidelity(isOn(hardLinks), isOn(acls), isOn(xattrs), !isOn(noOwner), !isOn(noPerms), !isOn(noTimes));
    }

    private static boolean isOn(OptionSpec flag) {
        return flag.getValue();
    }

    private Pace pace() {
        Pace full = Pace.full();
        return new Pace(
                threads.getValue() == null ? full.threads() : threads(threads.getValue()),
                bwlimit.getValue() == null ? full.bytesPerSecond() : Rates.parse(bwlimit.getValue()),
                watch(),
                scrubInterval.getValue() == null ? null : Intervals.parse("scrub-interval", scrubInterval.getValue()),
                durable.getValue());
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
