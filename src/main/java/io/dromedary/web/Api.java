package io.dromedary.web;

import io.dromedary.FolderSync;
import io.dromedary.JobStatus;
import io.dromedary.UnusableException;
import io.dromedary.operator.Operator;
import io.dromedary.operator.Operator.NoSuchJobException;
import io.dromedary.operator.Operator.NoSuchPlanException;
import io.dromedary.tree.Failure;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConstants;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/** The routes of the server: each takes a request, and answers with what somebody else knows. */
final class Api extends RouteBuilder {

    /** What has something done. */
    static final Set<String> ACTIONS = Set.of("/api/now", "/api/pause", "/api/resume", "/api/confirm");

    private static final String JSON = "application/json";
    private static final String ASSETS = "/assets/";
    private static final int LINES = 200;

    private final Answers answers;
    private final Operator operator;
    private final Function<String, FolderSync> jobs;
    private final PrometheusMeterRegistry metrics;

    /** @param jobs gives a job by its name, which is one that there is */
    Api(
            CamelContext context,
            Answers answers,
            Operator operator,
            Function<String, FolderSync> jobs,
            PrometheusMeterRegistry metrics) {
        super(context);
        this.answers = answers;
        this.operator = operator;
        this.jobs = jobs;
        this.metrics = metrics;
    }

    /** An answer to a request. */
    private record Answer(int status, String type, Object body) {
        static Answer json(String body) {
            return new Answer(200, JSON, body);
        }

        static Answer error(int status, String why) {
            return new Answer(status, JSON, Json.error(why));
        }
    }

    /** Knows the answer. */
    @FunctionalInterface
    private interface Responder {
        Answer answer(Message request) throws IOException, UnusableException;
    }

    @Override
    public void configure() {
        get("/", "page", "The status page", request -> asset("index.html"));
        get(ASSETS + "*", "assets", "What the page needs", request -> asset(assetName(request)));
        get("/favicon.ico", "icon", "The icon of the page", request -> asset("favicon.svg"));
        get("/api/status", "status", "How the jobs stand", request -> Answer.json(answers.status()));
        get("/api/history", "history", "What the passes of a job did", this::history);
        get("/api/log", "log", "The last lines of the log of a job", this::log);
        get("/api/routes", "routes", "What goes through the routes", request -> Answer.json(answers.routes()));
        get("/api/plan", "plan", "What the next pass of a job would do", request -> {
            String job = text(request, "job", "");
            operator.status(job);
            return Answer.json(answers.plan(jobs.apply(job)));
        });
        get("/observe/health", "health", "Whether somebody should look", request -> health());
        get("/observe/health/ready", "ready", "Whether somebody should look", request -> health());
        get(
                "/observe/health/live",
                "live",
                "Whether the process answers",
                request -> Answer.json(Health.json(List.of())));
        get(
                "/observe/metrics",
                "metrics",
                "The metrics, for Prometheus",
                request -> new Answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape()));
        ACTIONS.forEach(path -> route(
                "POST", path, path.substring("/api/".length()), "Has something done", request -> act(path, request)));
    }

    private void get(String path, String name, String description, Responder responder) {
        route("GET,HEAD", path, name, description, responder);
    }

    private void route(String methods, String path, String name, String description, Responder responder) {
        boolean prefix = path.endsWith("*");
        from("platform-http:" + (prefix ? path.substring(0, path.length() - 1) : path) + "?httpMethodRestrict="
                        + methods + "&matchOnUriPrefix=" + prefix)
                .routeId("http-" + name)
                .routeDescription(description)
                .process(exchange -> answer(exchange, responder))
                .id("http-" + name + "-answer");
    }

    private static void answer(Exchange exchange, Responder responder) {
        Message message = exchange.getMessage();
        Answer answer = of(message, responder);
        // What came as a parameter would go back as a header.
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.type());
        message.setBody(answer.body());
    }

    private static Answer of(Message request, Responder responder) {
        try {
            return responder.answer(request);
        } catch (NoSuchJobException e) {
            return Answer.error(404, e.getMessage());
        } catch (NoSuchPlanException e) {
            return Answer.error(409, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        } catch (UnusableException e) {
            return Answer.error(500, e.getMessage());
        } catch (IOException e) {
            return Answer.error(500, "it could not be read or written: " + Failure.inWords(e));
        }
    }

    private static Answer asset(String name) throws IOException {
        Optional<Assets.Asset> asset = Assets.find(name);
        return asset.map(found -> new Answer(200, found.type(), found.content()))
                .orElseGet(() -> Answer.error(404, "there is nothing of this name"));
    }

    private static String assetName(Message request) {
        String path = request.getHeader(Exchange.HTTP_PATH, "", String.class);
        return path.substring(path.indexOf(ASSETS) + ASSETS.length());
    }

    private Answer history(Message request) throws IOException {
        return Answer.json(answers.history(text(request, "job", ""), number(request, "hours", 24)));
    }

    private Answer log(Message request) throws IOException {
        return Answer.json(answers.log(
                text(request, "job", ""),
                text(request, "search", ""),
                (int) Math.min(Integer.MAX_VALUE, number(request, "limit", LINES)),
                number(request, "before", Long.MAX_VALUE)));
    }

    private Answer health() {
        List<JobStatus> all = operator.status();
        return new Answer(Health.isUp(all) ? 200 : 503, JSON, Health.json(all));
    }

    private Answer act(String path, Message request) throws IOException {
        JsonObject asked = body(request);
        String job = asked.getString("job");
        if (job == null) {
            throw new IllegalArgumentException("the body must name the job: {\"job\":\"…\"}");
        }
        String by = "the page ("
                + request.getHeader(VertxPlatformHttpConstants.REMOTE_ADDRESS, "", String.class)
                        .replaceAll("[^0-9A-Za-z.:%\\[\\]]", "")
                + ")";
        String sentence = switch (path) {
            case "/api/now" -> operator.now(job, by);
            case "/api/pause" -> operator.pause(job, by);
            case "/api/resume" -> operator.resume(job, by);
            default -> operator.confirm(job, String.valueOf(asked.getString("plan")), by);
        };
        return Answer.json(Json.sentence("answer", sentence));
    }

    private static JsonObject body(Message request) {
        String text = request.getBody(String.class);
        try {
            if (text != null && Jsoner.deserialize(text) instanceof JsonObject object) {
                return object;
            }
        } catch (DeserializationException | RuntimeException e) {
            throw new IllegalArgumentException("the body is no JSON object", e);
        }
        throw new IllegalArgumentException("the body is no JSON object");
    }

    private static String text(Message request, String name, String otherwise) {
        return request.getHeader(name) instanceof String text ? text : otherwise;
    }

    private static long number(Message request, String name, long otherwise) {
        String text = text(request, name, Long.toString(otherwise));
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a number", e);
        }
    }
}
