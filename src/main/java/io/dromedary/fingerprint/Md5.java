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

    /** The two buffers of each thread that copies large files: only a collection would free what each file was given. */
    private static final ThreadLocal<ByteBuffer[]> LARGE_BLOCKS = ThreadLocal.withInitial(
            () -> new ByteBuffer[] {ByteBuffer.allocateDirect(LARGE_BLOCK), ByteBuffer.allocateDirect(LARGE_BLOCK)});

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
     * @param size how much that is, in bytes; of a file that has grown, this much is read or more
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint of(Tree tree, Path file, long size) throws IOException {
        return of(tree, file, size, bytes -> {});
    }

    /** The same, and a sink is given what was read. */
    public Fingerprint of(Tree tree, Path file, long size, Sink sink) throws IOException {
        try (SeekableByteChannel in = tree.open(file)) {
            return readInTurn(in, size, sink);
        }
    }

    private Fingerprint readInTurn(SeekableByteChannel in, long size, Sink sink) throws IOException {
        MessageDigest digest = DIGESTS.get();
        digest.reset();
        readOnly(in, size, block -> {
            digest.update(block.duplicate());
            sink.write(block);
        });
        return Fingerprint.of(digest);
    }

    /**
     * Reads a file to its end into a sink, and hashes nothing.
     *
     * @param size how much there is to read, in bytes; of a file that has grown, this much is read or more
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public void readOnly(SeekableByteChannel in, long size, Sink sink) throws IOException {
        ByteBuffer block = BLOCKS.get();
        long left = size;
        boolean more = true;
        while (more) {
            more = fill(block, in, left);
            left -= block.remaining();
            sink.write(block);
        }
    }

    /**
     * Reads a file to its end into a sink, and gives the fingerprint of what went there.
     *
     * @param size how much there is to read, in bytes; of a file that has grown, this much is read or more
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint read(SeekableByteChannel in, long size, Sink sink) throws IOException {
        return size < LARGE || workers.getParallelism() == 1 ? readInTurn(in, size, sink) : readAndHash(in, size, sink);
    }

    /** While one block is hashed by another thread, it is written by this one, and the next is read. */
    private Fingerprint readAndHash(SeekableByteChannel in, long size, Sink sink) throws IOException {
        MessageDigest digest = Fingerprint.digest();
        ByteBuffer[] blocks = LARGE_BLOCKS.get();
        // Taken while in use: a thread of a pool that waits may be given another file to copy meanwhile.
        LARGE_BLOCKS.remove();
        ByteBuffer block = blocks[0];
        ByteBuffer other = blocks[1];
        ForkJoinTask<?> hashing = null;
        try {
            long left = size;
            boolean more = true;
            while (more) {
                more = fill(block, in, left);
                left -= block.remaining();
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
            LARGE_BLOCKS.set(blocks);
        }
        return Fingerprint.of(digest);
    }

    /** Reads until the block is full, or as much as is left, or the file at its end; whether there is more. */
    private boolean fill(ByteBuffer block, SeekableByteChannel in, long left) throws IOException {
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
