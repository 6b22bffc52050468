package io.dromedary.fingerprint;

import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;

/** Hashes files, a block at a time. */
public final class Md5 {

    /** Large enough that the calls do not show beside the hashing, and small enough for a processor's cache. */
    private static final int BLOCK = 128 * 1024;

    /** From this size on, in bytes, hashing is worth a second thread. */
    public static final long LARGE = 1024 * 1024;

    private static final int LARGE_BLOCK = 1024 * 1024;

    /** The buffer and the digest of each thread: making them costs as much as hashing a small file. */
    private static final ThreadLocal<ByteBuffer> BLOCKS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BLOCK));

    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Fingerprint::digest);

    private final StopSignal stop;
    private final ForkJoinPool workers;

    /** @param workers who hash while whoever copies reads and writes */
    public Md5(StopSignal stop, ForkJoinPool workers) {
        this.stop = stop;
        this.workers = workers;
    }

    /** Takes what was read, so that one reading serves a hash and a copy. */
    @FunctionalInterface
    public interface Sink {
        /** Takes all remaining bytes. */
        void write(ByteBuffer bytes) throws IOException;
    }

    /**
     * The fingerprint of what a file holds.
     *
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint of(Tree tree, Path file) throws IOException {
        try (SeekableByteChannel in = tree.open(file)) {
            return read(in, bytes -> {});
        }
    }

    private Fingerprint read(SeekableByteChannel in, Sink sink) throws IOException {
        MessageDigest digest = DIGESTS.get();
        digest.reset();
        ByteBuffer block = BLOCKS.get();
        boolean more = true;
        while (more) {
            more = fill(block, in);
            digest.update(block.duplicate());
            sink.write(block);
        }
        return Fingerprint.of(digest);
    }

    /**
     * Reads a file to its end into a sink, and gives the fingerprint of what went there.
     *
     * @param size how much there is to read, about
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint read(SeekableByteChannel in, long size, Sink sink) throws IOException {
        return size < LARGE || workers.getParallelism() == 1 ? read(in, sink) : readAndHash(in, sink);
    }

    /** While one block is hashed by another thread, it is written by this one, and the next is read. */
    private Fingerprint readAndHash(SeekableByteChannel in, Sink sink) throws IOException {
        MessageDigest digest = Fingerprint.digest();
        ByteBuffer block = ByteBuffer.allocateDirect(LARGE_BLOCK);
        ByteBuffer other = ByteBuffer.allocateDirect(LARGE_BLOCK);
        ForkJoinTask<?> hashing = null;
        try {
            boolean more = true;
            while (more) {
                more = fill(block, in);
                if (hashing != null) {
                    hashing.join();
                }
                ByteBuffer hashed = block.duplicate();
                hashing = workers.submit(() -> digest.update(hashed));
                sink.write(block);
                ByteBuffer done = block;
                block = other;
                other = done;
            }
        } finally {
            if (hashing != null) {
                hashing.join();
            }
        }
        return Fingerprint.of(digest);
    }

    /** Reads until the block is full or the file at its end; whether there may be more. */
    private boolean fill(ByteBuffer block, SeekableByteChannel in) throws IOException {
        block.clear();
        int read = 0;
        while (block.hasRemaining() && read >= 0) {
            read = in.read(block);
        }
        block.flip();
        if (read >= 0) {
            stop.check();
        }
        return read >= 0;
    }
}
