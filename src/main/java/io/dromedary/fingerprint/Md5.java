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

/** Hashes files. */
public final class Md5 {

    /** From this size on, in bytes, hashing is worth a second thread. */
    public static final long LARGE = 1024 * 1024;

    private static final int LARGE_BLOCK = 1024 * 1024;

    /** The two buffers of each thread that copies large files: only a collection would free what each file was given. */
    private static final ThreadLocal<ByteBuffer[]> LARGE_BLOCKS = ThreadLocal.withInitial(
            () -> new ByteBuffer[] {ByteBuffer.allocateDirect(LARGE_BLOCK), ByteBuffer.allocateDirect(LARGE_BLOCK)});

    /** That of each thread: making one costs as much as hashing a small file. */
    private static final ThreadLocal<MessageDigest> DIGESTS = ThreadLocal.withInitial(Fingerprint::digest);

    private final Blocks blocks;
    private final ForkJoinPool workers;

    /** @param workers who hash while whoever copies reads and writes */
    public Md5(StopSignal stop, ForkJoinPool workers) {
        this.blocks = new Blocks(stop);
        this.workers = workers;
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
    public Fingerprint of(Tree tree, Path file, long size, Blocks.Sink sink) throws IOException {
        try (SeekableByteChannel in = tree.open(file)) {
            return readInTurn(in, size, sink);
        }
    }

    private Fingerprint readInTurn(SeekableByteChannel in, long size, Blocks.Sink sink) throws IOException {
        MessageDigest digest = DIGESTS.get();
        digest.reset();
        blocks.read(in, size, block -> {
            digest.update(block.duplicate());
            sink.write(block);
        });
        return Fingerprint.of(digest);
    }

    /**
     * Reads a file to its end into a sink, and gives the fingerprint of what went there.
     *
     * @param size how much there is to read, in bytes; of a file that has grown, this much is read or more
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint read(SeekableByteChannel in, long size, Blocks.Sink sink) throws IOException {
        return size < LARGE || workers.getParallelism() == 1 ? readInTurn(in, size, sink) : readAndHash(in, size, sink);
    }

    /** While one block is hashed by another thread, it is written by this one, and the next is read. */
    private Fingerprint readAndHash(SeekableByteChannel in, long size, Blocks.Sink sink) throws IOException {
        MessageDigest digest = Fingerprint.digest();
        ByteBuffer[] pair = LARGE_BLOCKS.get();
        // Taken while in use: a thread of a pool that waits may be given another file to copy meanwhile.
        LARGE_BLOCKS.remove();
        ByteBuffer block = pair[0];
        ByteBuffer other = pair[1];
        ForkJoinTask<?> hashing = null;
        try {
            long left = size;
            boolean more = true;
            while (more) {
                more = blocks.fill(block, in, left);
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
            LARGE_BLOCKS.set(pair);
        }
        return Fingerprint.of(digest);
    }
}
