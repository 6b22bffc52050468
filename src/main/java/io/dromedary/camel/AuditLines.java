package io.dromedary.camel;

import io.dromedary.Job;
import io.dromedary.audit.Event;
import java.nio.file.Path;
import java.time.ZoneId;
import org.apache.camel.Header;
import org.apache.camel.Message;

/** Turns the headers of an event into its line, and knows the log that it belongs to. */
public final class AuditLines {

    private final DromedaryComponent component;
    private final ZoneId zone;

    AuditLines(DromedaryComponent component, ZoneId zone) {
        this.component = component;
        this.zone = zone;
    }

    /** The line of an event, in the format of its job. */
    public String line(Message message) {
        Event event = Headers.read(message);
        return job(event.job()).logFormat().line(event, zone);
    }

    /** The log of a job, relative to the root of its file system. */
    public String logFile(@Header(Headers.JOB) String name) {
        Path log = job(name).log();
        if (log == null) {
            throw new IllegalStateException("job " + name + " has no log: give it one, or change the audit route");
        }
        return log.getRoot().relativize(log).toString();
    }

    private Job job(String name) {
        return component.job(name).job();
    }
}
