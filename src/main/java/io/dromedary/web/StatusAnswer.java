package io.dromedary.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.JobStatus;
import io.dromedary.audit.LineTime;
import io.dromedary.operator.Operator;
import io.dromedary.operator.StatusJson;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** How all jobs stand. */
final class StatusAnswer {

    /** With more jobs than these, each shows only {@value #FEW_PROBLEMS} problems: nobody reads them all at once. */
    static final int MANY_JOBS = 20;

    static final int FEW_PROBLEMS = 3;

    private final Operator operator;
    private final String version;
    private final boolean readOnly;
    private final InstantSource clock;
    private final LineTime time;
    private final Instant started;

    StatusAnswer(Operator operator, String version, boolean readOnly, InstantSource clock, LineTime time) {
        this.operator = operator;
        this.version = version;
        this.readOnly = readOnly;
        this.clock = clock;
        this.time = time;
        this.started = clock.instant();
    }

    Answer answer(Question question) {
        return Answer.json(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        List<JobStatus> jobs = operator.status();
        json.writeStartObject();
        json.writeStringField("version", version);
        json.writeNumberField("process", ProcessHandle.current().pid());
        json.writeStringField("started", time.exact(started));
        json.writeStringField("now", time.exact(clock.instant()));
        json.writeBooleanField("readOnly", readOnly);
        json.writeArrayFieldStart("jobs");
        StatusJson form = new StatusJson(time);
        for (JobStatus job : jobs) {
            form.write(json, jobs.size() > MANY_JOBS ? shortened(job) : job);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static JobStatus shortened(JobStatus job) {
        return job.problems().size() <= FEW_PROBLEMS
                ? job
                : new JobStatus(
                        job.job(),
                        job.phase(),
                        job.paused(),
                        job.since(),
                        job.last(),
                        job.lastSuccess(),
                        job.next(),
                        job.overdue(),
                        job.progress(),
                        job.problems().subList(0, FEW_PROBLEMS),
                        job.problemCount(),
                        job.refused(),
                        job.rotten(),
                        job.indexBytes());
    }
}
