package io.dromedary.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a log ends at the moment. */
public final class LogEnd {

    private LogEnd() {}

    /**
     * Whether a log ends within a line, which a write that had no space, or a program that was killed, has left. What
     * cannot be read ends nowhere.
     */
    public static boolean isTorn(Path log) {
        if (!Files.isRegularFile(log)) {
            return false;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(log)) {
            if (channel.size() == 0) {
                return false;
            }
            ByteBuffer last = ByteBuffer.allocate(1);
            channel.position(channel.size() - 1);
            return channel.read(last) == 1 && last.get(0) != '\n';
        } catch (IOException e) {
            return false;
        }
    }
}
