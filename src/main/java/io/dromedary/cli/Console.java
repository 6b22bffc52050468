package io.dromedary.cli;

import io.dromedary.audit.Level;
import io.dromedary.camel.AuditBatch;
import java.io.PrintStream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What a person sees: what went well on standard output, what did not on standard error. */
final class Console implements Processor {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;

    Console(PrintStream out, PrintStream err, boolean quiet) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
    }

    /** Prints a batch of lines, what goes to one stream at once: each write that is saved is one less to wait for. */
    @Override
    public void process(Exchange batch) {
        StringBuilder good = new StringBuilder();
        for (AuditBatch.Line line : AuditBatch.lines(batch)) {
            if (line.level() == Level.INFO) {
                good.append(line.text()).append(System.lineSeparator());
            } else {
                print(good);
                err.println(line.text());
            }
        }
        print(good);
    }

    private void print(StringBuilder good) {
        if (!quiet && !good.isEmpty()) {
            out.print(good);
            out.flush();
        }
        good.setLength(0);
    }

    /** Says what is good to know, on one line. */
    void say(String message) {
        if (!quiet) {
            out.println("dromedary: " + message);
            out.flush();
        }
    }

    /** Says that something is wrong, on one line. */
    void complain(String message) {
        err.println("dromedary: " + message);
    }
}
