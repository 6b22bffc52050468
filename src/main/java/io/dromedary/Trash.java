package io.dromedary;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where a job keeps what it overwrites or removes in its replica, and for how long.
 *
 * @param folder may be shared by several jobs, each of which has a folder with its name in there; null for no trash
 * @param keep longer than nothing
 */
public record Trash(Path folder, Duration keep) {

    /** How long things are kept unless somebody says otherwise. */
    public static final Duration MONTH = Duration.ofDays(30);

    /** What is overwritten or removed is gone. */
    public static final Trash NONE = new Trash(null, MONTH);

    public Trash {
        Objects.requireNonNull(keep, "keep");
        if (keep.isNegative() || keep.isZero()) {
            throw new IllegalArgumentException("trash-keep must be longer than nothing: " + keep);
        }
        folder = folder == null ? null : folder.toAbsolutePath();
    }

    boolean isUsed() {
        return folder != null;
    }
}
