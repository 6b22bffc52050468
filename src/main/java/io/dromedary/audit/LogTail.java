package io.dromedary.audit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The last lines of a log, or the last that have a text in them. Reads backwards and a bounded amount, however long the log is.
 *
 * @param lines oldest first
 * @param more whether there is older text, which may or may not have more such lines
 * @param before what to read before next time
 */
public record LogTail(List<Line> lines, boolean more, long before) {

    /** In bytes. A search that finds nothing in this much is to be continued by who asked. */
    static final int MOST_READ = 4 * 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    /** In bytes; what is beyond is not shown. A path takes 4,096 and, escaped, four times as much. */
    private static final int LONGEST_LINE = 32 * 1024;

    /** @param at where it begins, in bytes from the beginning of the log */
    public record Line(long at, String text) {}

    /**
     * Reads a log.
     *
     * @param log null, or not there, has no lines
     * @param search what the lines have, in capitals or small letters; nothing for all lines
     * @param limit the most lines to give
     * @param before only lines that begin before this place
     * @throws IOException if the log is no file, or cannot be read
     */
    public static LogTail read(Path log, String search, int limit, long before) throws IOException {
        if (log == null || !Files.exists(log)) {
            return new LogTail(List.of(), false, 0);
        } else if (!Files.isRegularFile(log)) {
            throw new IOException("the log is no file");
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            return new Backwards(channel, search, limit).read(Math.min(before, channel.size()));
        }
    }

    private static final class Backwards {

        private final SeekableByteChannel channel;
        private final String search;
        private final int limit;
        private final Deque<Line> lines = new ArrayDeque<>();
        private final ByteBuffer block = ByteBuffer.allocate(BLOCK);

        /** Blocks that belong to the line whose beginning is not found yet, the last first. */
        private final Deque<byte[]> rest = new ArrayDeque<>();

        Backwards(SeekableByteChannel channel, String search, int limit) {
            this.channel = channel;
            this.search = search.toLowerCase(Locale.ROOT);
            this.limit = limit;
        }

        LogTail read(long from) throws IOException {
            long lineEnd = from;
            long place = from;
            while (place > 0 && lines.size() < limit && from - place < MOST_READ) {
                int length = (int) Math.min(BLOCK, place);
                place -= length;
                byte[] bytes = bytes(place, length);
                int end = length;
                for (int i = length - 1; i >= 0 && lines.size() < limit; i--) {
                    if (bytes[i] == '\n') {
                        rest.push(slice(bytes, i + 1, end));
                        add(place + i + 1);
                        lineEnd = place + i + 1;
                        end = i;
                    }
                }
                if (lines.size() < limit) {
                    rest.push(slice(bytes, 0, end));
                }
            }
            if (place == 0 && lines.size() < limit) {
                add(0);
                lineEnd = 0;
            } else if (lineEnd == from && from > place) {
                // One line that is longer than all that may be read.
                lineEnd = place;
            }
            return new LogTail(List.copyOf(lines), lineEnd > 0, lineEnd);
        }

        private byte[] bytes(long place, int length) throws IOException {
            block.clear().limit(length);
            channel.position(place);
            while (block.hasRemaining() && channel.read(block) >= 0) {
                // On with it.
            }
            return slice(block.array(), 0, block.position());
        }

        private static byte[] slice(byte[] bytes, int from, int to) {
            return java.util.Arrays.copyOfRange(bytes, from, Math.max(from, to));
        }

        private void add(long at) {
            ByteArrayOutputStream line = new ByteArrayOutputStream();
            for (byte[] part : rest) {
                line.write(part, 0, Math.min(part.length, LONGEST_LINE - line.size()));
            }
            rest.clear();
            // Bytes that are no text become marks, and a letter that was cut too.
            String text = line.toString(StandardCharsets.UTF_8).stripTrailing();
            if (!text.isEmpty() && text.toLowerCase(Locale.ROOT).contains(search)) {
                lines.addFirst(new Line(at, text));
            }
        }
    }
}
