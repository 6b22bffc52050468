package io.dromedary;

import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Compare;
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
 * @param interval from the start of one pass to the start of the next, longer than nothing
 * @param log the audit log, or null where whoever runs the job keeps the audit elsewhere
 * @param filter what takes part
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
        Filter filter,
        Pace pace) {

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
        Objects.requireNonNull(filter, "filter");
        Objects.requireNonNull(pace, "pace");
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
                Filter.NONE,
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
                filter,
                pace);
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
                filter,
                pace);
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
                other,
                pace);
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
                filter,
                other);
    }
}
