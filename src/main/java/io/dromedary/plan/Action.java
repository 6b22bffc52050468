package io.dromedary.plan;

import io.dromedary.fingerprint.Known;
import io.dromedary.tree.Kind;
import java.nio.file.Path;

/**
 * One thing to do.
 *
 * @param kind what stands at the path in the source, or for a removal in the replica
 * @param path relative to both roots
 * @param replaces what stands at the path in the replica
 * @param from of a move, where the entry stands in the replica; else null
 * @param content of a file's move, both stamps as planned and the fingerprint that both have; else null
 * @param counts how much there is to copy or remove, content of folders included
 */
public record Action(
        Verb verb, Kind kind, Path path, Reason reason, Kind replaces, Path from, Known content, Counts counts) {

    /** The copy or creation of one entry that is new in the replica. */
    public static Action bring(Kind kind, Path path, Counts counts) {
        return new Action(verbFor(kind), kind, path, Reason.NEW, Kind.ABSENT, null, null, counts);
    }

    /** Sets the metadata of one entry. */
    public static Action adjust(Kind kind, Path path) {
        return new Action(Verb.ADJUST, kind, path, Reason.METADATA, kind, null, null, Counts.NONE);
    }

    /** Gives what stands elsewhere in the replica its new path. */
    static Action move(Kind kind, Path from, Path to, Known content) {
        return new Action(Verb.MOVE, kind, to, Reason.MOVED, Kind.ABSENT, from, content, Counts.NONE);
    }

    /** Removes what stands at a path. */
    static Action remove(Kind kind, Path path, Reason reason) {
        return new Action(Verb.REMOVE, kind, path, reason, kind, null, null, Counts.NONE);
    }

    Action with(Reason other) {
        return new Action(verb, kind, path, other, replaces, from, content, counts);
    }

    Action with(Counts other) {
        return new Action(verb, kind, path, reason, replaces, from, content, other);
    }

    static Verb verbFor(Kind kind) {
        return kind == Kind.FOLDER ? Verb.CREATE : Verb.COPY;
    }
}
