package io.dromedary;

import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * One source and replica with their options.
 *
 * @param name letters, digits, {@code _}, {@code -} and {@code .}
 * @param source the folder that is copied
 * @param replica the folder that becomes the same
 * @param interval from the start of one pass to the start of the next, longer than nothing; a schedule takes its place
 * @param log the audit log, or null where whoever runs the job keeps the audit elsewhere
 * @param limits what else the source must be like for a pass to change anything
 * @param fidelity what is kept of each entry besides its content
 * @param trash where what is overwritten or removed is kept
 * @param filter what is left out on both sides
 * @param timing what goes by the clock on the wall
 */
public record Job(
        String name,
        Path source,
        Path replica,
        Duration interval,
        Path log,
        LogFormat logFormat,
        Compare compare,
        MaxDelete maxDelete,
        boolean followLinks,
        boolean oneFileSystem,
        Pace pace,
        Limits limits,
        Fidelity fidelity,
        Trash trash,
        Filter filter,
        Timing timing) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");

    public Job {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("name must be letters, digits, '_', '-' and '.': " + name);
        }
        source = source.toAbsolutePath();
        replica = replica.toAbsolutePath();
        log = log == null ? null : log.toAbsolutePath();
        if (interval.isNegative() || interval.isZero()) {
            throw new IllegalArgumentException("interval must be longer than nothing: " + interval);
        }
        Objects.requireNonNull(logFormat, "logFormat");
        Objects.requireNonNull(compare, "compare");
        Objects.requireNonNull(maxDelete, "maxDelete");
        Objects.requireNonNull(pace, "pace");
        Objects.requireNonNull(limits, "limits");
        Objects.requireNonNull(fidelity, "fidelity");
        Objects.requireNonNull(trash, "trash");
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(timing, "timing");
        if (compare == Compare.TIME && !fidelity.times()) {
            throw new IllegalArgumentException("compare time goes by times, which no-times leaves out");
        }
        if (trash.isUsed() && (name.equals(".") || name.equals(".."))) {
            throw new IllegalArgumentException("name must be one that a folder in the trash can have: " + name);
        }
    }

    /** A job with the defaults of the command line for all that is not named. */
    public Job(
            String name,
            Path source,
            Path replica,
            Duration interval,
            Path log,
            LogFormat logFormat,
            Compare compare,
            MaxDelete maxDelete,
            boolean followLinks,
            boolean oneFileSystem,
            Pace pace) {
        this(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                Limits.NONE,
                Fidelity.USUAL,
                Trash.NONE,
                Filter.NONE,
                Timing.USUAL);
    }

    /** A job with the defaults of the command line, and without a log of its own. */
    public static Job of(String name, Path source, Path replica) {
        return new Job(
                name,
                source,
                replica,
                Duration.ofSeconds(10),
                null,
                LogFormat.TEXT,
                Compare.MD5,
                MaxDelete.DEFAULT,
                false,
                false,
                Pace.full());
    }

    /** The same job with another way to compare. */
    public Job with(Compare other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                other,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                fidelity,
                trash,
                filter,
                timing);
    }

    /** The same job with another limit of deletions. */
    public Job with(MaxDelete other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                other,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                fidelity,
                trash,
                filter,
                timing);
    }

    /** The same job at another pace. */
    public Job with(Pace other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                other,
                limits,
                fidelity,
                trash,
                filter,
                timing);
    }

    /** The same job with other limits. */
    public Job with(Limits other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                other,
                fidelity,
                trash,
                filter,
                timing);
    }

    /** The same job with something else to keep of each entry. */
    public Job with(Fidelity other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                other,
                trash,
                filter,
                timing);
    }

    /** The same job with another trash. */
    public Job with(Trash other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                fidelity,
                other,
                filter,
                timing);
    }

    /** The same job with another filter. */
    public Job with(Filter other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                fidelity,
                trash,
                other,
                timing);
    }

    /** The same job at other times. */
    public Job with(Timing other) {
        return new Job(
                name,
                source,
                replica,
                interval,
                log,
                logFormat,
                compare,
                maxDelete,
                followLinks,
                oneFileSystem,
                pace,
                limits,
                fidelity,
                trash,
                filter,
                other);
    }
}
