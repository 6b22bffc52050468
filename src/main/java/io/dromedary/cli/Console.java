package io.dromedary.cli;

import io.dromedary.audit.Level;
import io.dromedary.camel.Headers;
import java.io.PrintStream;
import org.apache.camel.Body;
import org.apache.camel.Header;

/** What a person sees: what went well on standard output, what did not on standard error. */
public final class Console {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;

    Console(PrintStream out, PrintStream err, boolean quiet) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
    }

    /** Prints the line of an event. */
    public void print(@Body String line, @Header(Headers.LEVEL) String level) {
        if (!level.equals(Level.INFO.name())) {
            err.println(line);
        } else if (!quiet) {
            out.println(line);
        }
    }

    /** Says that something is wrong, on one line. */
    void complain(String message) {
        err.println("dromedary: " + message);
    }
}
