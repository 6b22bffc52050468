package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.audit.Level;
import io.dromedary.camel.AuditBatch;
import java.io.PrintStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What a person sees: what went well on standard output, what did not on standard error. */
class Console implements Processor, AutoCloseable {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;

    Console(PrintStream out, PrintStream err, boolean quiet) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
    }

    /** Shows how a job stands, where that can be shown. */
    void watch(FolderSync sync) {}

    /** Shows that somebody waits until the sides of a job are compared, outside of any pass. */
    void waitFor(Job job) {}

    /** Nobody waits any more. */
    void proceed() {}

    /** Begins to show how the jobs stand. */
    void start() {}

    /** Shows no more how the jobs stand. */
    @Override
    public void close() {}

    /** Prints a batch of lines, what goes to one stream at once: each write that is saved is one less to wait for. */
    @Override
    public final void process(Exchange batch) {
        StringBuilder good = new StringBuilder();
        for (AuditBatch.Line line : AuditBatch.lines(batch)) {
            if (line.level() == Level.INFO) {
                good.append(text(line)).append(System.lineSeparator());
            } else {
                print(good);
                err.println(text(line));
            }
        }
        print(good);
    }

    /** What is printed of a line of the log. */
    String text(AuditBatch.Line line) {
        return line.text();
    }

    private void print(StringBuilder good) {
        if (!quiet && !good.isEmpty()) {
            out.print(good);
            out.flush();
        }
        good.setLength(0);
    }

    /** Says what is good to know, on one line. */
    final void say(String message) {
        if (!quiet) {
            out.println("dromedary: " + message);
            out.flush();
        }
    }

    /** Says that something is wrong, on one line. */
    final void complain(String message) {
        err.println("dromedary: " + Standpoint.ofProcess().tell(message));
    }
}
