package io.dromedary.apply;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.tree.Entry;
import java.nio.file.Path;

/**
 * What became of one entry.
 *
 * @param bytes content that was written
 * @param content the fingerprint of what was written, or null
 * @param source the entry that was copied, or null
 * @param replica the entry as it stands in the replica now, or null
 * @param linkOf the file of the replica that it has become a hard link of, or null
 */
public record Result(Outcome outcome, long bytes, Fingerprint content, Entry source, Entry replica, Path linkOf) {

    /** Of what has become no hard link. */
    public Result(Outcome outcome, long bytes, Fingerprint content, Entry source, Entry replica) {
        this(outcome, bytes, content, source, replica, null);
    }

    /** An outcome that left everything as it was. */
    public static Result of(Outcome outcome) {
        return new Result(outcome, 0, null, null, null);
    }

    static Result done(Entry source, Entry replica) {
        return new Result(Outcome.DONE, 0, null, source, replica);
    }
}
