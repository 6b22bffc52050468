package io.dromedary.camel;

import io.dromedary.audit.Event;
import io.dromedary.audit.LineTime;
import java.time.ZoneId;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/** Makes the body of a message the line of its event, in the format of its job. */
final class AuditLine implements Processor {

    private final DromedaryComponent component;
    private final LineTime time;
    private final Unwritten unwritten;

    AuditLine(DromedaryComponent component, ZoneId zone, Unwritten unwritten) {
        this.component = component;
        this.unwritten = unwritten;
        this.time = new LineTime(zone);
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Event event = Headers.event(message);
        unwritten.follow(exchange, event);
        message.setBody(component.job(event.job()).job().logFormat().line(event, time));
    }
}
