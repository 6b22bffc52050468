package io.dromedary.camel;

import io.dromedary.Carried;
import io.dromedary.audit.Event;
import io.dromedary.audit.Level;
import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Kind;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Metadata;

/** The headers of our messages. Plain identifiers, because brokers strip or rewrite others. */
public final class Headers {

    @Metadata(description = "Name of the job.", javaType = "String")
    public static final String JOB = "dromedaryJob";

    @Metadata(description = "Number of the pass within the job.", javaType = "Long")
    public static final String PASS = "dromedaryPass";

    @Metadata(description = "Number of the action within the pass.", javaType = "Long")
    public static final String SEQUENCE = "dromedarySequence";

    @Metadata(
            description = "What was done: create, copy, update, move, adjust, remove, read, skip or pass.",
            javaType = "String")
    public static final String ACTION = "dromedaryAction";

    @Metadata(description = "What it was done to: folder, file, link, other, unreadable or pass.", javaType = "String")
    public static final String KIND = "dromedaryKind";

    @Metadata(description = "Relative path, with / as separator, escaped.", javaType = "String")
    public static final String PATH = "dromedaryPath";

    @Metadata(
            description = "Where a moved entry came from, or what a file is a hard link of, escaped.",
            javaType = "String")
    public static final String FROM = "dromedaryFrom";

    @Metadata(description = "Bytes of content written.", javaType = "Long")
    public static final String SIZE = "dromedarySize";

    @Metadata(description = "MD5 of the content written, in hexadecimal.", javaType = "String")
    public static final String MD5 = "dromedaryMd5";

    @Metadata(
            description = "What became of it: done, vanished, busy, skipped, problem or warning;"
                    + " of a pass: synced, problems, refused, failed or stopped.",
            javaType = "String")
    public static final String OUTCOME = "dromedaryOutcome";

    @Metadata(description = "Why it was done, or what the problem is.", javaType = "String")
    public static final String REASON = "dromedaryReason";

    @Metadata(description = "The sentence for people.", javaType = "String")
    public static final String MESSAGE = "dromedaryMessage";

    @Metadata(description = "INFO, WARN or ERROR.", javaType = "String")
    public static final String LEVEL = "dromedaryLevel";

    @Metadata(description = "When it happened, in ISO 8601 and UTC.", javaType = "String")
    public static final String TIME = "dromedaryTime";

    private Headers() {}

    /** Sets the headers of an event, and removes those that it has nothing for. */
    static void write(Event event, Map<String, Object> headers) {
        set(headers, ACTION, event.action());
        set(headers, KIND, event.kind());
        set(headers, PATH, event.path());
        set(headers, FROM, event.from());
        set(headers, SIZE, event.size());
        set(headers, MD5, event.md5());
        set(headers, OUTCOME, event.outcome());
        set(headers, REASON, event.reason());
        set(headers, MESSAGE, event.message());
        set(headers, LEVEL, event.level().name());
        set(headers, TIME, event.time().toString());
    }

    /** The event that a message tells of. One that comes from elsewhere tells it by its headers alone. */
    public static Event event(Message message) {
        Event carried = message instanceof PassMessage own ? own.event() : null;
        return carried == null ? read(message) : carried;
    }

    private static Event read(Message message) {
        return new Event(
                Instant.parse(message.getHeader(TIME, String.class)),
                // Camel's own conversion to an enum looks through all converters each time.
                Level.valueOf(message.getHeader(LEVEL, String.class)),
                message.getHeader(JOB, String.class),
                message.getHeader(PASS, Long.class),
                message.getHeader(SEQUENCE, Long.class),
                message.getHeader(ACTION, String.class),
                message.getHeader(KIND, String.class),
                message.getHeader(PATH, String.class),
                message.getHeader(FROM, String.class),
                message.getHeader(SIZE, 0L, Long.class),
                message.getHeader(MD5, String.class),
                message.getHeader(OUTCOME, String.class),
                message.getHeader(REASON, String.class),
                message.getHeader(MESSAGE, String.class));
    }

    /** Whether a file component can take the copied file in the next step. */
    static boolean isFile(Carried carried) {
        return carried.action().kind() == Kind.FILE && PathBytes.survivesAsString(carried.file());
    }

    /** Sets the headers that file components know. */
    static void writeFile(Carried carried, Map<String, Object> headers) {
        headers.put(Exchange.FILE_NAME, carried.action().path().toString());
        headers.put(Exchange.FILE_LENGTH, carried.source().size());
        headers.put(
                Exchange.FILE_LAST_MODIFIED,
                TimeUnit.NANOSECONDS.toMillis(carried.source().modified()));
    }

    private static void set(Map<String, Object> headers, String name, Object value) {
        if (value == null) {
            headers.remove(name);
        } else {
            headers.put(name, value);
        }
    }
}
