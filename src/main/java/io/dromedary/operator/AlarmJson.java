package io.dromedary.operator;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.camel.Headers;
import java.io.IOException;
import java.io.StringWriter;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;

/**
 * Makes an alarm a JSON object, for a step {@code bean} of a route: {@code text}, which chat programs show, and {@code job},
 * {@code alarm}, {@code state}, {@code since}, {@code time}, and {@code plan} where there is one.
 */
public final class AlarmJson implements Processor {

    private final JsonFactory factory = new JsonFactory();

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        StringWriter object = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(object)) {
            json.writeStartObject();
            json.writeStringField("text", message.getBody(String.class));
            write(json, "job", message.getHeader(Headers.JOB, String.class));
            write(json, "alarm", message.getHeader(AlarmHeaders.ALARM, String.class));
            write(json, "state", message.getHeader(AlarmHeaders.STATE, String.class));
            write(json, "since", message.getHeader(AlarmHeaders.SINCE, String.class));
            write(json, "time", message.getHeader(Headers.TIME, String.class));
            write(json, "plan", message.getHeader(AlarmHeaders.PLAN, String.class));
            json.writeEndObject();
        }
        message.setBody(object.toString());
        message.setHeader(Exchange.CONTENT_TYPE, "application/json");
    }

    private static void write(JsonGenerator json, String name, String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
