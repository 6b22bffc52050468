package io.dromedary.apply;

import io.dromedary.fingerprint.Blocks;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Writes a file without its pages of zeros, which become holes. */
final class SparseSink implements Blocks.Sink {

    /** What file systems allocate at a time, in bytes. */
    static final int PAGE = 4096;

    private final NewFile out;
    private long skipped;

    SparseSink(NewFile out) {
        this.out = out;
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            int run = zeros(bytes);
            skipped += run;
            bytes.position(bytes.position() + run);
            int content = content(bytes);
            if (content > 0) {
                skip();
                put(bytes, content);
            }
        }
    }

    private void skip() throws IOException {
        if (skipped > 0) {
            out.skip(skipped);
            skipped = 0;
        }
    }

    private void put(ByteBuffer bytes, int count) throws IOException {
        int limit = bytes.limit();
        bytes.limit(bytes.position() + count);
        out.write(bytes);
        bytes.limit(limit);
    }

    /** Gives the file its length, where it ends with a hole. */
    void end() throws IOException {
        if (skipped > 0) {
            out.skip(skipped - 1);
            skipped = 0;
            ByteBuffer zero = ByteBuffer.allocateDirect(1);
            out.write(zero);
        }
    }

    /** How many bytes of whole pages of zeros come first. */
    private static int zeros(ByteBuffer bytes) {
        int end = bytes.position();
        while (end < bytes.limit() && isZero(bytes, end)) {
            end = Math.min(bytes.limit(), end + PAGE);
        }
        return end - bytes.position();
    }

    private static int content(ByteBuffer bytes) {
        int end = bytes.position();
        while (end < bytes.limit() && !isZero(bytes, end)) {
            end = Math.min(bytes.limit(), end + PAGE);
        }
        return end - bytes.position();
    }

    private static boolean isZero(ByteBuffer bytes, int page) {
        int end = Math.min(bytes.limit(), page + PAGE);
        int i = page;
        for (; i + Long.BYTES <= end; i += Long.BYTES) {
            if (bytes.getLong(i) != 0) {
                return false;
            }
        }
        for (; i < end; i++) {
            if (bytes.get(i) != 0) {
                return false;
            }
        }
        return true;
    }
}
