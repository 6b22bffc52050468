package io.dromedary.apply;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.util.Collections;
import java.util.SortedMap;
import java.util.function.Predicate;

/** An entry whose metadata can be set. A link that stands there is not followed. */
public interface Settable {

    /** Sets numeric user and group ids. */
    void setOwner(int owner, int group) throws IOException;

    /** Sets permission bits, setuid, setgid and sticky; of an entry that is no link. */
    void setMode(int mode) throws IOException;

    /** Sets the modification time, in nanoseconds since 1970. */
    void setModified(long time) throws IOException;

    /** The extended attributes that are asked for. There are none where they cannot be set. */
    default SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
        return Collections.emptySortedMap();
    }

    /** Sets an extended attribute, or removes it if the value is null; of an entry that is no link. */
    default void setAttribute(String name, ByteBuffer value) throws IOException {
        throw new FileSystemException(name, null, "extended attributes take native calls");
    }
}
