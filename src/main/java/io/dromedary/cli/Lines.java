package io.dromedary.cli;

import java.io.PrintStream;

/** Lines on their way to standard output, many in one write. Whoever reads them may stop reading. */
final class Lines {

    private static final int ENOUGH = 8_192;

    private final PrintStream out;
    private final StringBuilder waiting = new StringBuilder(ENOUGH);
    private boolean unread;

    Lines(PrintStream out) {
        this.out = out;
    }

    void add(String line) {
        waiting.append(line).append(System.lineSeparator());
        if (waiting.length() >= ENOUGH) {
            flush();
        }
    }

    /** Whether nobody reads on, as when {@code head} has what it wants. */
    boolean unread() {
        return unread;
    }

    void flush() {
        if (!unread) {
            out.append(waiting);
            unread = out.checkError();
        }
        waiting.setLength(0);
    }
}
