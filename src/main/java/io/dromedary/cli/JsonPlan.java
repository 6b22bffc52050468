package io.dromedary.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.dromedary.Preview;
import io.dromedary.plan.Action;
import io.dromedary.plan.Objection;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * A plan as JSON Lines: an object for each problem, skipped entry and action, and at last one for the whole. Its form is
 * that of {@code docs/schema/plan.json}.
 */
final class JsonPlan implements PlanForm {

    private final Lines out;
    private final JsonFactory factory = new JsonFactory();
    private String job;

    JsonPlan(Lines out) {
        this.out = out;
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    @Override
    public void begin(String name) {
        job = name;
    }

    @Override
    public void problem(Problem problem) {
        object("problem", json -> {
            json.writeStringField("kind", kind(problem.kind()));
            json.writeStringField("path", PathText.of(problem.path()));
            json.writeStringField("could", problem.could());
            json.writeStringField("why", problem.why());
            json.writeBooleanField("rot", problem.rot());
        });
    }

    @Override
    public void skipped(Path path) {
        object("skipped", json -> {
            json.writeStringField("kind", kind(Kind.OTHER));
            json.writeStringField("path", PathText.of(path));
        });
    }

    @Override
    public void action(Action action) {
        object("action", json -> {
            json.writeStringField("action", action.verb().word());
            json.writeStringField("kind", kind(action.kind()));
            json.writeStringField("path", PathText.of(action.path()));
            json.writeStringField("from", action.from() == null ? null : PathText.of(action.from()));
            json.writeStringField("reason", action.reason().words());
            boolean subtree = action.verb() == Verb.REMOVE;
            boolean content = subtree || Totals.hasContent(action);
            json.writeNumberField("size", content ? action.counts().bytes() : 0);
            json.writeNumberField("entries", subtree ? action.counts().entries() : 1);
        });
    }

    @Override
    public void end(Preview preview, Totals totals) {
        Plan plan = preview.plan();
        object("plan", json -> {
            json.writeStringField("verdict", verdict(plan, totals));
            json.writeObjectFieldStart("entries");
            for (Verb verb : Verb.values()) {
                json.writeNumberField(verb.word(), totals.entries(verb));
            }
            json.writeEndObject();
            json.writeNumberField("size", totals.bytes());
            json.writeNumberField("problems", plan.problems().size());
            json.writeNumberField("skipped", plan.skipped().size());
            json.writeNumberField("sourceFiles", plan.source().files());
            json.writeNumberField("replicaFiles", plan.replica().files());
            json.writeBooleanField("swapped", preview.swapped());
            guard(json, preview);
        });
        out.flush();
    }

    private static String verdict(Plan plan, Totals totals) {
        if (!totals.isEmpty()) {
            return "different";
        }
        return plan.problems().isEmpty() ? "same" : "unsure";
    }

    private static void guard(JsonGenerator json, Preview preview) throws IOException {
        Optional<Objection> objection = preview.objection();
        Optional<String> refusal = preview.refusal();
        String why = preview.missing().or(() -> objection.map(Objection::why)).orElse(null);
        String says = why == null ? "allows" : refusal.isPresent() ? "refuses" : "confirmed";
        json.writeStringField("guard", says);
        json.writeStringField("why", why);
        json.writeStringField("plan", objection.map(Objection::plan).orElse(null));
    }

    private void object(String type, Fields fields) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = factory.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", type);
            json.writeStringField("job", job);
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        out.add(text.toString());
    }

    private static String kind(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
