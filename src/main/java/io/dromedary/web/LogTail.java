package io.dromedary.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/** The last lines of a log, read from its end, so that a large one takes no longer than a small one. */
final class LogTail {

    /** The most that one question reads, in bytes. */
    static final long MOST_BYTES = 16 << 20;

    private static final int BLOCK = 64 << 10;

    /** Longer ones are cut: no name is as long. */
    private static final int LONGEST_LINE = 16 << 10;

    private final String search;
    private final int limit;
    private final Deque<Line> lines = new ArrayDeque<>();

    private LogTail(String search, int limit) {
        this.search = search.toLowerCase(Locale.ROOT);
        this.limit = limit;
    }

    /** @param at where the line begins, in bytes */
    record Line(long at, String text) {}

    /**
     * @param lines the oldest first
     * @param more whether there is older text
     * @param from where that ends, in bytes
     */
    record Part(List<Line> lines, boolean more, long from) {}

    /**
     * Reads the last lines that contain a text, whatever its case.
     *
     * @param before only lines that begin before this, in bytes
     */
    static Part read(Path log, String search, int limit, long before) throws IOException {
        LogTail tail = new LogTail(search, limit);
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            long end = Math.min(before, channel.size());
            long least = Math.max(0, end - MOST_BYTES);
            long from = tail.readBack(channel, end, least);
            return new Part(List.copyOf(tail.lines), from > 0, from);
        }
    }

    /** Reads blocks from the end on; of each, the part before its first line end is kept for the next one. */
    private long readBack(SeekableByteChannel channel, long end, long least) throws IOException {
        byte[] rest = new byte[0];
        long position = end;
        long open = end;
        while (position > least && lines.size() < limit) {
            int length = (int) Math.min(BLOCK, position - least);
            position -= length;
            ByteArrayOutputStream joined = new ByteArrayOutputStream(length + rest.length);
            joined.write(block(channel, position, length));
            joined.write(rest);
            byte[] bytes = joined.toByteArray();
            int stop = bytes.length;
            for (int i = bytes.length - 1; i >= 0 && lines.size() < limit; i--) {
                if (bytes[i] == '\n') {
                    take(bytes, i + 1, stop, position);
                    stop = i;
                }
            }
            if (lines.size() >= limit) {
                return lines.getFirst().at();
            }
            rest = Arrays.copyOf(bytes, Math.min(stop, LONGEST_LINE));
            open = position + stop;
        }
        if (position == 0 && lines.size() < limit) {
            take(rest, 0, rest.length, 0);
            return 0;
        }
        return open;
    }

    private static byte[] block(SeekableByteChannel channel, long position, int length) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(length);
        channel.position(position);
        while (block.hasRemaining() && channel.read(block) >= 0) {
            // Until it is whole, or somebody has cut the file.
        }
        return Arrays.copyOf(block.array(), block.position());
    }

    private void take(byte[] bytes, int from, int to, long position) {
        int length = Math.min(to - from, LONGEST_LINE);
        if (length > 0) {
            String text = new String(bytes, from, length, StandardCharsets.UTF_8);
            if (text.toLowerCase(Locale.ROOT).contains(search)) {
                lines.addFirst(new Line(position + from, text));
            }
        }
    }
}
