package io.dromedary.plan;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Which files a pass reads though their stamps are what they were. Each file has its time within the interval in which
 * all are to be read, by its path; a pass reads those whose time has come since the one before it.
 *
 * @param from where in the interval the last pass was, 0 to 1
 * @param to where this one is: above {@code from}, by 1 or more if all are to be read
 */
public record Scrub(double from, double to) {

    /** Reads nothing that is known. */
    public static final Scrub NOTHING = new Scrub(0, 0);

    /** Reads everything. */
    public static final Scrub ALL = new Scrub(0, 1);

    /** What has come due between two passes. */
    public static Scrub between(Instant last, Instant now, Duration interval) {
        double length = interval.toMillis();
        double passed = Duration.between(last, now).toMillis() / length;
        double from = last.toEpochMilli() % length / length;
        return passed <= 0 ? NOTHING : new Scrub(from, from + passed);
    }

    boolean isDue(Path file) {
        if (from == to) {
            // What nearly every pass does, at no cost.
            return false;
        }
        double time = spread(file.hashCode());
        return time >= from && time < to || time + 1 >= from && time + 1 < to;
    }

    /** Paths beside one another have similar hash codes; this is the finalizer of MurmurHash3 (Austin Appleby, public domain). */
    private static double spread(int hash) {
        int bits = hash;
        bits = (bits ^ bits >>> 16) * 0x85ebca6b;
        bits = (bits ^ bits >>> 13) * 0xc2b2ae35;
        bits ^= bits >>> 16;
        return Integer.toUnsignedLong(bits) / 0x1p32;
    }
}
