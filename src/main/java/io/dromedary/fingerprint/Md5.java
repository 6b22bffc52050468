package io.dromedary.fingerprint;

import io.dromedary.tree.StopSignal;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Set;

/** Hashes files, a block at a time. */
public final class Md5 {

    /** Large enough that the calls do not show beside the hashing. */
    private static final int BLOCK = 128 * 1024;

    private final StopSignal stop;

    public Md5(StopSignal stop) {
        this.stop = stop;
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
     * @param followLinks whether a link that stands at the path is read through, or an error
     * @throws io.dromedary.tree.StoppedException when told to stop between two blocks
     */
    public Fingerprint of(Path file, boolean followLinks) throws IOException {
        return read(file, followLinks, bytes -> {});
    }

    /** Reads a file to its end into a sink, and gives the fingerprint of what went there. */
    public Fingerprint read(Path file, boolean followLinks, Sink sink) throws IOException {
        Set<OpenOption> options = followLinks
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        MessageDigest digest = Fingerprint.digest();
        try (SeekableByteChannel in = Files.newByteChannel(file, options)) {
            ByteBuffer block = ByteBuffer.allocate((int) Math.min(BLOCK, in.size() + 1));
            while (in.read(block) >= 0) {
                if (!block.hasRemaining()) {
                    stop.check();
                    pass(block, digest, sink);
                }
            }
            pass(block, digest, sink);
        }
        return Fingerprint.of(digest);
    }

    private static void pass(ByteBuffer block, MessageDigest digest, Sink sink) throws IOException {
        block.flip();
        digest.update(block.duplicate());
        sink.write(block);
        block.clear();
    }
}
