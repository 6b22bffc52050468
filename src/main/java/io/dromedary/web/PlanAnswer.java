package io.dromedary.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.JobStatus;
import io.dromedary.Preview;
import io.dromedary.UnusableException;
import io.dromedary.operator.Operator;
import io.dromedary.plan.Action;
import io.dromedary.plan.Guard;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the next pass of a job would do. That looks at everything, so it is done for one who asks at a time, two may wait,
 * and who waits too long is told so.
 */
final class PlanAnswer implements AutoCloseable {

    static final int MOST_ACTIONS = 500;

    private static final int WAITING = 2;
    private static final int PATIENCE_SECONDS = 45;
    private static final int TOO_BUSY = 503;

    private final Operator operator;
    private final Path stateDir;
    private final ThreadPoolExecutor planner = new ThreadPoolExecutor(
            1, 1, PATIENCE_SECONDS, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "dromedary-preview");
                thread.setDaemon(true);
                return thread;
            });

    PlanAnswer(Operator operator, Path stateDir) {
        this.operator = operator;
        this.stateDir = stateDir;
        planner.allowCoreThreadTimeOut(true);
    }

    Answer answer(Question question) throws IOException, UnusableException, InterruptedException {
        JobStatus status = operator.status(question.required("job"));
        try {
            Future<Answer> planned = planner.submit(() -> plan(status));
            try {
                return planned.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                planned.cancel(true);
                return Answer.error(TOO_BUSY, "this takes long: use --dry-run in a terminal");
            }
        } catch (RejectedExecutionException e) {
            return Answer.error(TOO_BUSY, "other plans are being made: try again");
        } catch (CancellationException e) {
            return Answer.error(TOO_BUSY, "the program is stopping");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnusableException unusable) {
                throw unusable;
            } else if (e.getCause() instanceof IOException io) {
                throw io;
            }
            throw new IllegalStateException("no plan could be made", e.getCause());
        }
    }

    private Answer plan(JobStatus status) throws UnusableException {
        Job job = status.job();
        Preview preview = FolderSync.preview(job, stateDir, Clock.systemDefaultZone());
        String why = status.refused() != null
                ? status.refused().why()
                : preview.refusal().orElse(null);
        return Answer.json(json -> write(json, preview, why));
    }

    private static void write(JsonGenerator json, Preview preview, String why) throws IOException {
        Shown shown = new Shown();
        preview.plan().removals().forEach(shown::add);
        preview.plan().updates().forEach(shown::add);
        preview.copies().forEachRemaining(action -> {
            if (action.verb() != Verb.UPDATE) {
                shown.add(action);
            }
        });
        preview.plan().adjustments().forEach(shown::add);
        write(json, Guard.id(preview.plan()), why, shown);
    }

    /** What is taken away comes first, because it is what somebody has to look at before saying yes. */
    private static final class Shown {
        private final List<Action> actions = new ArrayList<>();
        private final Map<Verb, Long> totals = new EnumMap<>(Verb.class);
        private long bytes;
        private long left;

        private void add(Action action) {
            totals.merge(
                    action.verb(),
                    action.verb() == Verb.REMOVE ? action.counts().entries() : 1L,
                    Long::sum);
            bytes += writes(action) ? action.counts().bytes() : 0;
            if (actions.size() < MOST_ACTIONS) {
                actions.add(action);
            } else {
                left++;
            }
        }
    }

    private static boolean writes(Action action) {
        return action.kind() == Kind.FILE && (action.verb() == Verb.COPY || action.verb() == Verb.UPDATE);
    }

    private static void write(JsonGenerator json, String plan, String why, Shown shown) throws IOException {
        json.writeStartObject();
        json.writeStringField("plan", plan);
        json.writeStringField("why", why);
        json.writeObjectFieldStart("totals");
        for (Map.Entry<Verb, Long> total : shown.totals.entrySet()) {
            json.writeNumberField(total.getKey().word(), total.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("bytes", shown.bytes);
        json.writeArrayFieldStart("actions");
        for (Action action : shown.actions) {
            json.writeStartObject();
            json.writeStringField("action", action.verb().word());
            json.writeStringField("kind", action.kind().name().toLowerCase(Locale.ROOT));
            json.writeStringField("path", PathText.of(action.path()));
            json.writeNumberField("size", action.counts().bytes());
            json.writeStringField("reason", action.reason().words());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeNumberField("left", shown.left);
        json.writeEndObject();
    }

    @Override
    public void close() {
        planner.shutdownNow();
    }
}
