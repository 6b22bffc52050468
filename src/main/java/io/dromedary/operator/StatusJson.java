package io.dromedary.operator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.JobStatus;
import io.dromedary.Progress;
import io.dromedary.audit.Event;
import io.dromedary.audit.LineTime;
import io.dromedary.audit.Summary;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.time.Instant;

/**
 * How a job stands, as a JSON object (RFC 8259): the same in the state folder, for {@code --status --json} and behind the
 * page. {@code docs/schema/status.json} is its schema. Times are ISO 8601 with offset, sizes are bytes, paths are escaped
 * as in the log, and what does not apply is null.
 */
public final class StatusJson {

    private final LineTime time;

    /** @param time the form of times */
    public StatusJson(LineTime time) {
        this.time = time;
    }

    /** Writes one object. */
    public void write(JsonGenerator json, JobStatus status) throws IOException {
        json.writeStartObject();
        json.writeStringField("job", status.job().name());
        json.writeStringField("source", PathText.of(status.job().source()));
        json.writeStringField("replica", PathText.of(status.job().replica()));
        json.writeStringField(
                "log",
                status.job().log() == null ? null : PathText.of(status.job().log()));
        json.writeStringField("phase", status.phase().word());
        json.writeBooleanField("paused", status.paused());
        json.writeBooleanField("inSync", status.inSync());
        writeTime(json, "since", status.since());
        writeTime(json, "lastSuccess", status.lastSuccess());
        writeTime(json, "next", status.next());
        json.writeBooleanField("overdue", status.overdue());
        json.writeFieldName("last");
        write(json, status.last());
        json.writeFieldName("progress");
        write(json, status.progress());
        json.writeNumberField("problemCount", status.problemCount());
        json.writeArrayFieldStart("problems");
        for (Event problem : status.problems()) {
            write(json, problem);
        }
        json.writeEndArray();
        json.writeFieldName("refused");
        if (status.refused() == null) {
            json.writeNull();
        } else {
            json.writeStartObject();
            json.writeStringField("why", status.refused().why());
            json.writeStringField("plan", status.refused().plan());
            json.writeEndObject();
        }
        json.writeNumberField("rotten", status.rotten());
        json.writeNumberField("indexBytes", status.indexBytes());
        json.writeEndObject();
    }

    /** Writes what a pass came to, or null. */
    public void write(JsonGenerator json, Summary summary) throws IOException {
        if (summary == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("pass", summary.pass());
        json.writeStringField("result", summary.result().word());
        json.writeStringField("message", summary.message());
        writeTime(json, "started", summary.started());
        json.writeNumberField("seconds", summary.took().toMillis() / 1000.0);
        json.writeNumberField("created", summary.created());
        json.writeNumberField("copied", summary.copied());
        json.writeNumberField("updated", summary.updated());
        json.writeNumberField("moved", summary.moved());
        json.writeNumberField("adjusted", summary.adjusted());
        json.writeNumberField("removed", summary.removed());
        json.writeNumberField("vanished", summary.vanished());
        json.writeNumberField("busy", summary.busy());
        json.writeNumberField("skipped", summary.skipped());
        json.writeNumberField("problems", summary.problems());
        json.writeNumberField("bytes", summary.bytes());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Progress progress) throws IOException {
        if (progress == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        writeTime(json, "started", progress.started());
        json.writeNumberField("files", progress.files());
        json.writeNumberField("filesPlanned", progress.filesPlanned());
        json.writeNumberField("bytes", progress.bytes());
        json.writeNumberField("bytesPlanned", progress.bytesPlanned());
        json.writeStringField("file", progress.file());
        json.writeNumberField("fileBytes", progress.fileBytes());
        json.writeNumberField("fileSize", progress.fileSize());
        json.writeEndObject();
    }

    private void write(JsonGenerator json, Event problem) throws IOException {
        json.writeStartObject();
        writeTime(json, "time", problem.time());
        json.writeStringField("kind", problem.kind());
        json.writeStringField("path", problem.path());
        json.writeStringField("message", problem.message());
        json.writeBooleanField("rot", problem.action().equals("rot"));
        json.writeEndObject();
    }

    private void writeTime(JsonGenerator json, String name, Instant instant) throws IOException {
        json.writeStringField(name, instant == null ? null : time.exact(instant));
    }
}
