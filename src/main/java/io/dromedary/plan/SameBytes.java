package io.dromedary.plan;

import io.dromedary.fingerprint.Blocks;
import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * Two files that are read side by side: as long as their bytes are the same, the fingerprint of one is that of both. To
 * compare bytes takes a fraction of the time that hashing them does.
 */
final class SameBytes {

    private static final int BLOCK = 128 * 1024;

    private static final ThreadLocal<ByteBuffer> BLOCKS =
            ThreadLocal.withInitial(() -> ByteBuffer.allocateDirect(BLOCK));

    private final Blocks blocks;
    private final Md5 md5;
    private final Blocks.Sink sourceRead;
    private final Blocks.Sink replicaRead;
    private Fingerprint content;
    private boolean differ;

    /**
     * @param sourceRead is given what was read of the source, and may wait
     * @param replicaRead is given what was read of the replica, and may wait
     */
    SameBytes(Blocks blocks, Md5 md5, Blocks.Sink sourceRead, Blocks.Sink replicaRead) {
        this.blocks = blocks;
        this.md5 = md5;
        this.sourceRead = sourceRead;
        this.replicaRead = replicaRead;
    }

    /**
     * Whether two files hold the same. If not, {@link #differ} tells whether that is for certain, or one of them cannot be
     * read to its end.
     *
     * @param size how much there is to read, in bytes
     * @param hashes whether somebody wants the fingerprint too
     * @throws StoppedException when told to stop
     */
    boolean read(Tree source, Path sourceFile, Tree replica, Path replicaFile, long size, boolean hashes)
            throws StoppedException {
        try (SeekableByteChannel ours = source.open(sourceFile);
                SeekableByteChannel theirs = replica.open(replicaFile)) {
            if (hashes) {
                content = md5.read(ours, size, bytes -> compare(bytes, theirs));
            } else {
                blocks.read(ours, size, bytes -> compare(bytes, theirs));
            }
            return true;
        } catch (StoppedException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether the two files were found to differ. */
    boolean differ() {
        return differ;
    }

    /** The fingerprint that both files have, if they are the same and it was wanted. */
    Fingerprint content() {
        return content;
    }

    private void compare(ByteBuffer ours, SeekableByteChannel theirs) throws IOException {
        sourceRead.write(ours.duplicate());
        ByteBuffer block = BLOCKS.get();
        while (ours.hasRemaining()) {
            block.clear().limit(Math.min(BLOCK, ours.remaining()));
            boolean end = false;
            while (block.hasRemaining() && !end) {
                end = theirs.read(block) < 0;
            }
            block.flip();
            replicaRead.write(block.duplicate());
            ByteBuffer expected = ours.slice(ours.position(), block.limit());
            if (end || !block.equals(expected)) {
                differ = true;
                throw new IOException("the two files differ");
            }
            ours.position(ours.position() + block.limit());
        }
    }
}
