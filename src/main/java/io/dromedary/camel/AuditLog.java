package io.dromedary.camel;

import io.dromedary.audit.LogEnd;
import java.nio.file.Path;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Names the log of a job as the file to write to, relative to the root of its file system. Where that ends within a line,
 * a new line comes first, so that each event has one of its own. May be asked again before another attempt.
 */
final class AuditLog implements Processor {

    private final DromedaryComponent component;

    AuditLog(DromedaryComponent component) {
        this.component = component;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String job = message.getHeader(Headers.JOB, String.class);
        Path log = component.job(job).job().log();
        if (log == null) {
            throw new IllegalStateException("job " + job + " has no log: give it one, or change the audit route");
        }
        message.setHeader(Exchange.FILE_NAME, log.getRoot().relativize(log).toString());
        String text = message.getBody(String.class);
        if (text != null) {
            String lines = text.startsWith("\n") ? text.substring(1) : text;
            message.setBody(LogEnd.isTorn(log) ? "\n" + lines : lines);
        }
    }
}
