package io.dromedary.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** The form of an audit line. */
public enum LogFormat {

    /** {@code 2026-11-20 10:14:33 [INFO]: File docs/example.txt has been copied.}, in local time. */
    TEXT {
        @Override
        public String line(Event event, LineTime time) {
            return time.seconds(event.time()) + " [" + event.level() + "]: " + event.message();
        }
    },

    /** One JSON object (RFC 8259), times as ISO 8601 with offset; what does not apply is null. */
    JSON {
        @Override
        public String line(Event event, LineTime time) {
            StringWriter text = new StringWriter();
            try (JsonGenerator json = Json.FACTORY.createGenerator(text)) {
                json.writeStartObject();
                json.writeStringField("time", time.exact(event.time()));
                json.writeStringField("level", event.level().name());
                json.writeStringField("job", event.job());
                json.writeNumberField("pass", event.pass());
                json.writeNumberField("sequence", event.sequence());
                json.writeStringField("action", event.action());
                json.writeStringField("kind", event.kind());
                json.writeStringField("path", event.path());
                json.writeStringField("from", event.from());
                json.writeNumberField("size", event.size());
                json.writeStringField("md5", event.md5());
                json.writeStringField("outcome", event.outcome());
                json.writeStringField("reason", event.reason());
                json.writeStringField("message", event.message());
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException("writing to memory cannot fail", e);
            }
            return text.toString();
        }
    };

    /** The line of an event, without a line end. */
    public abstract String line(Event event, LineTime time);

    /** Loaded when the first line is written, because most logs are text. */
    private static final class Json {
        private static final JsonFactory FACTORY = new JsonFactory();
    }
}
