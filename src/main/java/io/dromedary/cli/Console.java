package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.audit.Event;
import io.dromedary.audit.Level;
import io.dromedary.audit.Summary;
import io.dromedary.camel.AuditBatch;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** What a person sees: what went well on standard output, what did not on standard error. */
final class Console implements Processor, AutoCloseable {

    private final PrintStream out;
    private final PrintStream err;
    private final boolean quiet;
    private final Optional<ProgressLine> progress;
    private final Standpoint standpoint = Standpoint.ofProcess();
    private final Map<String, Summary> ended = new ConcurrentHashMap<>();

    Console(PrintStream out, PrintStream err, boolean quiet) {
        this(out, err, quiet, Optional.empty());
    }

    private Console(PrintStream out, PrintStream err, boolean quiet, Optional<ProgressLine> progress) {
        this.out = out;
        this.err = err;
        this.quiet = quiet;
        this.progress = progress;
    }

    /** That of a terminal, with a line of progress. All else that this process prints goes above that line from now on. */
    static Console withProgress(PrintStream out, PrintStream err, Charset charset) {
        BottomLine line = new BottomLine(out, err, charset);
        System.setOut(line.out());
        System.setErr(line.err());
        return new Console(
                line.out(), line.err(), false, Optional.of(new ProgressLine(line, Clock.systemDefaultZone())));
    }

    /** Shows how a job stands, where that can be shown. */
    void watch(FolderSync sync) {
        progress.ifPresent(line -> {
            line.add(sync::status);
            sync.addListener(summary -> ended.put(summary.job(), summary));
        });
    }

    /** Begins to show how the jobs stand. */
    void start() {
        progress.ifPresent(ProgressLine::start);
    }

    /** Shows no more how the jobs stand. */
    @Override
    public void close() {
        progress.ifPresent(ProgressLine::close);
    }

    /** Prints a batch of lines, what goes to one stream at once: each write that is saved is one less to wait for. */
    @Override
    public void process(Exchange batch) {
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

    /** What is in the log, but for the summaries that a terminal gets. */
    private String text(AuditBatch.Line line) {
        Event event = line.event();
        Summary summary = event.action().equals(Event.PASS) ? ended.get(event.job()) : null;
        boolean end = summary != null && summary.pass() == event.pass();
        return end ? Brief.of(summary, line.text()) : line.text();
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
        err.println("dromedary: " + standpoint.tell(message));
    }
}
