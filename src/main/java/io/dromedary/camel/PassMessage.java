package io.dromedary.camel;

import io.dromedary.Carried;
import io.dromedary.audit.Event;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultMessage;
import org.apache.camel.trait.message.MessageTrait;

/**
 * A message that names a task or tells of an event. Its headers are made when somebody asks for them: there is one
 * message for each action, copied by every tap and split, and most are never asked.
 */
final class PassMessage extends DefaultMessage {

    private final String job;
    private final Long pass;
    private final Long sequence;
    private Event event;
    private Carried carried;

    private PassMessage(CamelContext context, String job, Long pass, Long sequence) {
        super(context);
        this.job = job;
        this.pass = pass;
        this.sequence = sequence;
    }

    /** A message that names a pass. */
    static PassMessage pass(CamelContext context, String job, Long pass) {
        return new PassMessage(context, job, pass, null);
    }

    /** A message that names a task, to be sent to {@code dromedary:copy} or {@code dromedary:delete}. */
    static PassMessage task(CamelContext context, String job, Long pass, long sequence) {
        return new PassMessage(context, job, pass, sequence);
    }

    /** A message that tells of an event. */
    static PassMessage of(CamelContext context, Event event) {
        PassMessage message = new PassMessage(context, event.job(), event.pass(), event.sequence());
        message.event = event;
        return message;
    }

    /** The event that this tells of, or null if it names a task that nobody has carried out. */
    Event event() {
        return event;
    }

    /** From now on tells what became of a task. */
    void tell(Event what, Carried how) {
        event = what;
        carried = how;
        if (hasPopulatedHeaders()) {
            writeEvent(getHeaders());
        }
    }

    @Override
    protected void populateInitialHeaders(Map<String, Object> headers) {
        headers.put(Headers.JOB, job);
        headers.put(Headers.PASS, pass);
        if (sequence != null) {
            headers.put(Headers.SEQUENCE, sequence);
        }
        writeEvent(headers);
    }

    private void writeEvent(Map<String, Object> headers) {
        if (event != null) {
            Headers.write(event, headers);
        }
        if (carried != null) {
            Headers.writeFile(carried, headers);
        }
    }

    @Override
    public Object getHeader(String name) {
        Object known = known(name);
        return known == null ? super.getHeader(name) : known;
    }

    @Override
    public <T> T getHeader(String name, Class<T> type) {
        Object known = known(name);
        return type.isInstance(known) ? type.cast(known) : super.getHeader(name, type);
    }

    @Override
    public <T> T getHeader(String name, Object defaultValue, Class<T> type) {
        return mayHave(name) || defaultValue == null
                ? super.getHeader(name, defaultValue, type)
                : typeConverter.convertTo(type, getExchange(), defaultValue);
    }

    @Override
    public Object removeHeader(String name) {
        return mayHave(name) ? super.removeHeader(name) : null;
    }

    @Override
    protected boolean isPopulateHeadersSupported() {
        return true;
    }

    /** Camel's own steps look for headers of theirs in every message. That alone makes none of ours. */
    private boolean mayHave(String name) {
        return hasPopulatedHeaders() || startsWith(name, "dromedary") || startsWith(name, "CamelFile");
    }

    private static boolean startsWith(String name, String prefix) {
        return name.regionMatches(true, 0, prefix, 0, prefix.length());
    }

    /** What the shipped routes ask of every message. */
    private Object known(String name) {
        if (hasPopulatedHeaders()) {
            return null;
        }
        return switch (name) {
            case Headers.JOB -> job;
            case Headers.PASS -> pass;
            case Headers.SEQUENCE -> sequence;
            default -> null;
        };
    }

    @Override
    public PassMessage newInstance() {
        PassMessage same = new PassMessage(getCamelContext(), job, pass, sequence);
        same.event = event;
        same.carried = carried;
        return same;
    }

    @Override
    public Message copy() {
        if (hasPopulatedHeaders() || hasTrait(MessageTrait.ATTACHMENTS) || hasTrait(MessageTrait.DATA_AWARE)) {
            return super.copy();
        }
        PassMessage copy = newInstance();
        copy.setBody(getBody());
        if (hasMessageId()) {
            copy.setMessageId(getMessageId());
        }
        return copy;
    }
}
