package io.dromedary.apply;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is being made, from its beginning to its end, and that nobody else can read yet. */
public interface NewFile extends Settable, Closeable {

    /** Writes all that remains in a direct buffer. */
    void write(ByteBuffer bytes) throws IOException;

    /** Waits until what was written and set would outlive a power cut. */
    void force() throws IOException;

    /** Leaves out some bytes, which then read as zeros, if something is written after them. */
    void skip(long bytes) throws IOException;
}
