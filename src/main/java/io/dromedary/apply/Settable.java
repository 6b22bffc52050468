package io.dromedary.apply;

import java.io.IOException;

/** An entry whose metadata can be set. A link that stands there is not followed. */
public interface Settable {

    /** Sets numeric user and group ids. */
    void setOwner(int owner, int group) throws IOException;

    /** Sets permission bits, setuid, setgid and sticky; of an entry that is no link. */
    void setMode(int mode) throws IOException;

    /** Sets the modification time, in nanoseconds since 1970. */
    void setModified(long time) throws IOException;
}
