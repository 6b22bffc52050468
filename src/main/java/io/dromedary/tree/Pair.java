package io.dromedary.tree;

import io.dromedary.posix.PathBytes;
import java.nio.file.Path;

/** What stands at one relative path on either side. */
public final class Pair {

    private static final byte[] NO_NAME = {};

    private final Path folder;
    private final byte[] name;
    private final Entry source;
    private final Entry replica;
    private Path path;

    private Pair(Path folder, byte[] name, Path path, Entry source, Entry replica) {
        this.folder = folder;
        this.name = name;
        this.path = path;
        this.source = source;
        this.replica = replica;
    }

    /** What stands at a path. */
    public Pair(Path path, Entry source, Entry replica) {
        this(null, NO_NAME, path, source, replica);
    }

    /** What stands in a folder under a name. Most paths are never asked for, and are made when they are. */
    Pair(Path folder, byte[] name, Entry source, Entry replica) {
        this(folder, name, null, source, replica);
    }

    /** The same path with other entries. */
    Pair with(Entry otherSource, Entry otherReplica) {
        return new Pair(folder, name, path, otherSource, otherReplica);
    }

    /** The path relative to both roots. */
    public Path path() {
        if (path == null) {
            path = folder.resolve(PathBytes.path(name));
        }
        return path;
    }

    /** The bytes of the last name, which sort as the file system's. Not to be changed. */
    public byte[] name() {
        return name;
    }

    /** What stands in the source; never null. */
    public Entry source() {
        return source;
    }

    /** What stands in the replica; never null. */
    public Entry replica() {
        return replica;
    }

    /** Whether nothing stands at the path in the replica. */
    public boolean sourceOnly() {
        return replica.is(Kind.ABSENT);
    }

    /** Whether the path is extraneous. */
    public boolean replicaOnly() {
        return source.is(Kind.ABSENT);
    }
}
