package io.dromedary.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.FolderSync;
import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.audit.LineTime;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps in the state folder of each job how it stands, for whoever asks from another process: after each pass, and every
 * second while one is under way. What is left there by a process that ended, or was killed, tells how the job stood then.
 */
public final class StatusFiles implements AutoCloseable {

    /** The name of the file in the state folder of a job. */
    public static final String NAME = "status.json";

    private static final Logger LOG = LoggerFactory.getLogger(StatusFiles.class);

    private final String version;
    private final InstantSource clock;
    private final List<Kept> jobs;
    private final LineTime time = new LineTime(ZoneId.systemDefault());
    private final StatusJson form = new StatusJson(time);
    private final JsonFactory json = new JsonFactory();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dromedary-status");
        thread.setDaemon(true);
        return thread;
    });

    /** A job, and what was kept of it last. */
    private static final class Kept {
        private final FolderSync sync;
        private JobStatus last;
        private boolean complained;

        private Kept(FolderSync sync) {
            this.sync = sync;
        }
    }

    /**
     * Begins to keep how some jobs stand.
     *
     * @param atOnce whether somebody may ask before the first pass has ended, or has taken a second
     */
    public StatusFiles(List<FolderSync> jobs, String version, InstantSource clock, boolean atOnce) {
        this.version = version;
        this.clock = clock;
        this.jobs = jobs.stream().map(Kept::new).toList();
        if (atOnce) {
            // Not by the thread of the pass, for which the route waits.
            this.jobs.forEach(job -> job.sync.addListener(summary -> ticker.execute(() -> keep(job))));
        }
        ticker.scheduleWithFixedDelay(this::look, atOnce ? 0 : 1, 1, TimeUnit.SECONDS);
    }

    /** Looks whether there is news, which may not be the end of a pass. */
    public void look() {
        jobs.forEach(this::keepIfNews);
    }

    private void keepIfNews(Kept job) {
        JobStatus now = job.sync.status();
        JobStatus last = job.last;
        boolean news = last == null
                || now.phase() != Phase.IDLE
                || last.phase() != Phase.IDLE
                || now.last() != last.last()
                || now.paused() != last.paused()
                || now.overdue() != last.overdue()
                || !Objects.equals(now.next(), last.next());
        if (news) {
            keep(job);
        }
    }

    private void keep(Kept job) {
        synchronized (job) {
            JobStatus status = job.sync.status();
            job.last = status;
            Path file = job.sync.stateFolder().resolve(NAME);
            try {
                Fresh.write(file, text(status) + "\n");
            } catch (IOException e) {
                if (!job.complained) {
                    job.complained = true;
                    LOG.warn(
                            "{} cannot be written, so --status does not know the latest: {}", file, Failure.inWords(e));
                }
            }
        }
    }

    private String text(JobStatus status) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = json.createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("version", version);
            out.writeNumberField("process", ProcessHandle.current().pid());
            out.writeStringField("started", time.exact(OwnProcess.started()));
            out.writeStringField("written", time.exact(clock.instant()));
            out.writeFieldName("status");
            form.write(out, status);
            out.writeEndObject();
        }
        return text.toString();
    }

    @Override
    public void close() {
        ticker.shutdown();
        try {
            ticker.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        look();
    }
}
