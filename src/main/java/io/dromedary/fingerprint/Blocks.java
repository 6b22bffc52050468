package io.dromedary.fingerprint;

import io.dromedary.tree.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Reads files, a block at a time. */
public final class Blocks {

    /** Large enough that the calls do not show beside the work, and small enough for a processor's cache. */
    private static final int BLOCK = 128 * 1024;

    /** The buffer of each thread: making one costs as much as hashing a small file. */
    private static final ThreadLocal<ByteBuffer> BLOCKS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BLOCK));

    private final StopSignal stop;

    public Blocks(StopSignal stop) {
        this.stop = stop;
    }

    /** Takes what was read, so that one reading serves a hash and a copy. */
    @FunctionalInterface
    public interface Sink {
        /** Takes all remaining bytes. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /**
     * Reads a file to its end into a sink.
     *
     * @param size how much there is to read, in bytes; of a file that has grown, this much is read or more
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public void read(SeekableByteChannel in, long size, Sink sink) throws IOException {
        ByteBuffer block = BLOCKS.get();
        long left = size;
        boolean more = true;
        while (more) {
            more = fill(block, in, left);
            left -= block.remaining();
            sink.write(block);
        }
    }

    /** Reads until the block is full, or as much as is left, or the file at its end; whether there is more. */
    boolean fill(ByteBuffer block, SeekableByteChannel in, long left) throws IOException {
        block.clear();
        int read = 0;
        while (block.hasRemaining() && block.position() < left && read >= 0) {
            read = in.read(block);
        }
        block.flip();
        boolean more = read >= 0 && block.limit() < left;
        if (more) {
            stop.check();
        }
        return more;
    }
}
