package io.dromedary.fingerprint;

import io.dromedary.tree.Stamp;
import java.time.Instant;

/**
 * What the index holds about a file that was the same on both sides.
 *
 * @param source stamp of the source file
 * @param replica stamp of the replica file
 * @param content the fingerprint that both had
 * @param recorded a time before the content was read, in nanoseconds since 1970
 */
public record Known(Stamp source, Stamp replica, Fingerprint content, long recorded) {

    public Known(Stamp source, Stamp replica, Fingerprint content, Instant recorded) {
        this(source, replica, content, recorded.getEpochSecond() * 1_000_000_000L + recorded.getNano());
    }

    private static final long MILLISECOND = 1_000_000L;

    /** More than a tick of the kernel's clock on a file system with fine times. */
    private static final long FINE = 20 * MILLISECOND;

    /** More than the two seconds of FAT. */
    private static final long COARSE = 3_000 * MILLISECOND;

    /** Whether the source file certainly still has this content. */
    public boolean holdsForSource(Stamp now) {
        return now.equals(source) && isOld(source);
    }

    /** Whether the replica file certainly still has this content. */
    public boolean holdsForReplica(Stamp now) {
        return now.equals(replica) && isOld(replica);
    }

    /**
     * A file that changes twice within one tick of the clock keeps its stamp the second time, so a stamp is only worth
     * something when the content was read clearly later than the change it shows. Git calls the others "racily clean".
     */
    private boolean isOld(Stamp stamp) {
        long tick = stamp.changed() % MILLISECOND == 0 ? COARSE : FINE;
        return recorded - stamp.changed() > tick;
    }
}
