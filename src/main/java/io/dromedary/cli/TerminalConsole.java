package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.audit.Event;
import io.dromedary.audit.Summary;
import io.dromedary.camel.AuditBatch;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The console of a terminal: with a line of progress, and with summaries in round figures. */
final class TerminalConsole extends Console {

    private final ProgressLine progress;
    private final Map<String, Summary> ended = new ConcurrentHashMap<>();

    private TerminalConsole(BottomLine line, boolean once) {
        super(line.out(), line.err(), false);
        this.progress = new ProgressLine(line, Clock.systemDefaultZone(), once);
    }

    /**
     * Makes all that this process prints go above the line of progress, from now on.
     *
     * @param out the terminal
     * @param once whether each job has one pass
     */
    static Console of(PrintStream out, PrintStream err, Charset charset, boolean once) {
        BottomLine line = new BottomLine(out, err, charset);
        System.setOut(line.out());
        System.setErr(line.err());
        return new TerminalConsole(line, once);
    }

    @Override
    void watch(FolderSync sync) {
        progress.add(sync::status);
        sync.addListener(summary -> ended.put(summary.job(), summary));
    }

    @Override
    void waitFor(Job job) {
        JobStatus comparing = new JobStatus(
                job, Phase.PLANNING, false, null, null, null, null, false, null, List.of(), 0, null, 0, 0);
        progress.add(() -> comparing);
    }

    @Override
    void proceed() {
        progress.clear();
    }

    @Override
    void start() {
        progress.start();
    }

    @Override
    public void close() {
        progress.close();
    }

    @Override
    String text(AuditBatch.Line line) {
        Event event = line.event();
        Summary summary = event.action().equals(Event.PASS) ? ended.get(event.job()) : null;
        boolean end = summary != null && summary.pass() == event.pass();
        return end ? Brief.of(summary, line.text()) : line.text();
    }
}
