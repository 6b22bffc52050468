package io.dromedary.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;

/**
 * The last line of a terminal, which changes in its place, below all that is printed. Whatever goes to one of its streams
 * first takes the line away, so that none of it is mixed with the line, and brings it back when it has come to the end
 * of a line of its own.
 */
final class BottomLine {

    /** To the beginning of the line, and away with all of it: control sequences that each terminal but a dumb one knows. */
    private static final String WIPE = "\r\u001B[K";

    private final PrintStream terminal;
    private final Charset charset;
    private final PrintStream out;
    private final PrintStream err;
    private String text = "";
    private boolean withinOther;

    /** @param out the terminal */
    BottomLine(PrintStream out, PrintStream err, Charset charset) {
        this.terminal = out;
        this.charset = charset;
        this.out = new PrintStream(new Above(out), true, charset);
        this.err = new PrintStream(new Above(err), true, charset);
    }

    /** Standard output, above the line. */
    PrintStream out() {
        return out;
    }

    /** Standard error, above the line if it goes to the same terminal. */
    PrintStream err() {
        return err;
    }

    /** @param next shorter than the terminal is wide, or nothing for no line */
    synchronized void show(String next) {
        if (withinOther || next.equals(text)) {
            return;
        }
        // What is written over is not seen to go.
        write(next.isEmpty() ? WIPE : "\r" + next + "\u001B[K");
        text = next;
    }

    private void write(String what) {
        byte[] bytes = what.getBytes(charset);
        terminal.write(bytes, 0, bytes.length);
        terminal.flush();
    }

    private synchronized void writeAbove(PrintStream stream, byte[] bytes, int from, int length) {
        if (length == 0) {
            return;
        }
        if (!withinOther && !text.isEmpty()) {
            write(WIPE);
        }
        stream.write(bytes, from, length);
        stream.flush();
        withinOther = bytes[from + length - 1] != '\n';
        if (!withinOther && !text.isEmpty()) {
            write(text);
        }
    }

    private final class Above extends OutputStream {

        private final PrintStream stream;

        Above(PrintStream stream) {
            this.stream = stream;
        }

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int from, int length) {
            writeAbove(stream, bytes, from, length);
        }
    }
}
