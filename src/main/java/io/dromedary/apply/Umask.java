package io.dromedary.apply;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Which permissions this process does not give to what it makes. */
final class Umask {

    private static final String LINE = "Umask:";
    private static final int OTHERS = 077;

    /** Permission bits that are left out; all of other people's where the system does not tell. */
    static final int VALUE = read();

    private Umask() {}

    /** The C library tells only by setting another one, for all threads. */
    private static int read() {
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
                if (line.startsWith(LINE)) {
                    return Integer.parseInt(line.substring(LINE.length()).strip(), 8);
                }
            }
        } catch (IOException | NumberFormatException e) {
            // Not Linux, or an old one.
        }
        return OTHERS;
    }
}
