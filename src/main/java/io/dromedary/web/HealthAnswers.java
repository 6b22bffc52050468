package io.dromedary.web;

import io.dromedary.operator.Operator;
import java.util.Collection;
import org.apache.camel.CamelContext;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckRegistry;

/** Camel's checks and ours, in the form that supervisors know. */
final class HealthAnswers {

    private static final int UNAVAILABLE = 503;

    /** Each check, and not only the first that says how all are. */
    private static final String EACH = "full";

    private final CamelContext context;

    private HealthAnswers(CamelContext context) {
        this.context = context;
    }

    /** Adds a check for each job. */
    static HealthAnswers of(CamelContext context, Operator operator, Collection<String> jobs) {
        HealthCheckRegistry checks = HealthCheckRegistry.get(context);
        if (checks == null) {
            throw new IllegalStateException("no registry of health checks: camel-health is not on the class path");
        }
        for (String job : jobs) {
            JobHealth check = new JobHealth(operator, job);
            check.setCamelContext(context);
            checks.register(check);
        }
        return new HealthAnswers(context);
    }

    Answer all(Question question) {
        return answer(HealthCheckHelper.invoke(context, EACH));
    }

    Answer live(Question question) {
        return answer(HealthCheckHelper.invokeLiveness(context, EACH));
    }

    Answer ready(Question question) {
        return answer(HealthCheckHelper.invokeReadiness(context, EACH));
    }

    private static Answer answer(Collection<HealthCheck.Result> results) {
        boolean up = results.stream().allMatch(result -> result.getState() == HealthCheck.State.UP);
        byte[] body = Json.of(json -> {
            json.writeStartObject();
            json.writeStringField("status", up ? "UP" : "DOWN");
            json.writeArrayFieldStart("checks");
            for (HealthCheck.Result result : results) {
                if (isOfRoute(result) && result.getState() == HealthCheck.State.UP) {
                    continue;
                }
                json.writeStartObject();
                json.writeStringField("name", result.getCheck().getId());
                json.writeStringField("status", result.getState().name());
                json.writeObjectFieldStart("data");
                for (String detail : new String[] {"job", "result", "reason"}) {
                    Object value = result.getDetails().get(detail);
                    if (value != null) {
                        json.writeStringField(detail, value.toString());
                    }
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
        return new Answer(up ? 200 : UNAVAILABLE, Json.TYPE, body);
    }

    /** There are many of these, and nothing to say of them as long as they run. */
    private static boolean isOfRoute(HealthCheck.Result result) {
        return result.getCheck().getId().startsWith("route:");
    }
}
