package io.dromedary.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.JobStatus;
import io.dromedary.Preview;
import io.dromedary.UnusableException;
import io.dromedary.audit.LineTime;
import io.dromedary.audit.Summary;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.dromedary.operator.StatusJson;
import io.dromedary.plan.Action;
import io.dromedary.plan.Verb;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** What the page is told. */
final class Answers {

    private static final int MOST_ACTIONS = 500;
    private static final int MOST_LINES = 500;
    private static final String OWN_ROUTE = "http-";

    private final CamelContext context;
    private final Operator operator;
    private final Map<String, History> histories;
    private final RouteCounters counters;
    private final String version;
    private final boolean readOnly;
    private final InstantSource clock;
    private final Instant started;
    private final LineTime time = new LineTime(ZoneId.systemDefault());
    private final StatusJson form = new StatusJson(time);

    /** @param histories by the names of jobs */
    Answers(
            CamelContext context,
            Operator operator,
            Map<String, History> histories,
            RouteCounters counters,
            String version,
            boolean readOnly,
            InstantSource clock) {
        this.context = context;
        this.operator = operator;
        this.histories = histories;
        this.counters = counters;
        this.version = version;
        this.readOnly = readOnly;
        this.clock = clock;
        this.started = clock.instant();
    }

    String status() {
        List<JobStatus> jobs = operator.status();
        return Json.of(json -> {
            json.writeStartObject();
            json.writeStringField("version", version);
            json.writeNumberField("process", ProcessHandle.current().pid());
            json.writeStringField("started", time.exact(started));
            json.writeStringField("now", time.exact(clock.instant()));
            json.writeBooleanField("readOnly", readOnly);
            json.writeArrayFieldStart("jobs");
            for (JobStatus job : jobs) {
                form.write(json, job);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** @param hours 1 to 2160; up to a day, buckets are minutes, and hours beyond */
    String history(String job, long hours) throws IOException {
        operator.status(job);
        if (hours < 1 || hours > History.KEPT.toHours()) {
            throw new IllegalArgumentException("hours must be 1 to " + History.KEPT.toHours() + ": " + hours);
        }
        History.Known known = histories.get(job).known();
        boolean fine = hours <= History.FINE.toHours();
        Instant from = clock.instant().minus(Duration.ofHours(hours));
        return Json.of(json -> {
            json.writeStartObject();
            json.writeStringField("job", job);
            json.writeNumberField("step", fine ? 60 : 3600);
            json.writeStringField("from", time.exact(from));
            json.writeArrayFieldStart("buckets");
            for (History.Bucket bucket : known.since(from, fine)) {
                write(json, bucket);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("passes");
            for (Summary pass : known.notable()) {
                form.write(json, pass);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private void write(JsonGenerator json, History.Bucket bucket) throws IOException {
        json.writeStartObject();
        json.writeStringField("start", time.exact(bucket.start()));
        json.writeNumberField("passes", bucket.passes());
        json.writeNumberField("files", bucket.files());
        json.writeNumberField("bytes", bucket.bytes());
        json.writeNumberField("seconds", bucket.millis() / 1000.0);
        json.writeNumberField("longest", bucket.longest() / 1000.0);
        json.writeNumberField("problems", bucket.problems());
        json.writeStringField("worst", bucket.worst().word());
        json.writeEndObject();
    }

    String log(String name, String search, int limit, long before) throws IOException {
        Job job = operator.status(name).job();
        if (limit < 1 || limit > MOST_LINES) {
            throw new IllegalArgumentException("limit must be 1 to " + MOST_LINES + ": " + limit);
        }
        LogTail.Part part = tail(job, search, limit, before);
        return Json.of(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("lines");
            for (LogTail.Line line : part.lines()) {
                json.writeStartObject();
                json.writeNumberField("at", line.at());
                json.writeStringField("text", line.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", part.more());
            json.writeNumberField("from", part.from());
            json.writeEndObject();
        });
    }

    private static LogTail.Part tail(Job job, String search, int limit, long before) throws IOException {
        LogTail.Part nothing = new LogTail.Part(List.of(), false, 0);
        try {
            return job.log() == null ? nothing : LogTail.read(job.log(), search, limit, before);
        } catch (NoSuchFileException e) {
            return nothing;
        }
    }

    String routes() {
        List<Route> routes = context.getRoutes().stream()
                .filter(route -> !route.getRouteId().startsWith(OWN_ROUTE))
                .toList();
        return Json.of(json -> {
            json.writeStartArray();
            for (Route route : routes) {
                String id = route.getRouteId();
                RouteCounters.Counter counter = counters.of(id);
                json.writeStartObject();
                json.writeStringField("id", id);
                json.writeStringField("description", route.getDescription());
                json.writeStringField(
                        "status",
                        context.getRouteController().getRouteStatus(id).name());
                json.writeNumberField("exchanges", counter.exchanges());
                json.writeNumberField("failed", counter.failed());
                json.writeNumberField(
                        "inflight", context.getInflightRepository().size(id));
                json.writeNumberField("meanMillis", Math.round(counter.mean() * 1000) / 1000.0);
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    /** What the next pass would do. One at a time: it looks at everything. */
    synchronized String plan(FolderSync sync) throws UnusableException {
        Preview preview = sync.preview();
        Map<Verb, Long> totals = new EnumMap<>(Verb.class);
        return Json.of(json -> {
            json.writeStartObject();
            json.writeStringField(
                    "plan", preview.objection().map(found -> found.plan()).orElse(null));
            json.writeStringField("why", preview.refusal().orElse(null));
            json.writeArrayFieldStart("actions");
            Iterator<Action> actions = Stream.of(
                            preview.plan().removals().iterator(),
                            preview.copies(),
                            preview.plan().adjustments().iterator())
                    .flatMap(Answers::stream)
                    .iterator();
            long left = 0;
            long bytes = 0;
            for (int i = 0; actions.hasNext(); i++) {
                Action action = actions.next();
                boolean removal = action.verb() == Verb.REMOVE;
                totals.merge(action.verb(), removal ? action.counts().entries() : 1L, Long::sum);
                bytes += removal ? 0 : action.counts().bytes();
                if (i < MOST_ACTIONS) {
                    write(json, action);
                } else {
                    left++;
                }
            }
            json.writeEndArray();
            json.writeNumberField("left", left);
            json.writeNumberField("bytes", bytes);
            json.writeObjectFieldStart("totals");
            for (Map.Entry<Verb, Long> total : totals.entrySet()) {
                json.writeNumberField(total.getKey().word(), total.getValue());
            }
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static Stream<Action> stream(Iterator<Action> actions) {
        Iterable<Action> all = () -> actions;
        return StreamSupport.stream(all.spliterator(), false);
    }

    private static void write(JsonGenerator json, Action action) throws IOException {
        json.writeStartObject();
        json.writeStringField("action", action.verb().word());
        json.writeStringField("kind", action.kind().name().toLowerCase(Locale.ROOT));
        json.writeStringField("path", PathText.of(action.path()));
        json.writeNumberField("size", action.counts().bytes());
        json.writeStringField("reason", action.reason().words());
        json.writeEndObject();
    }
}
