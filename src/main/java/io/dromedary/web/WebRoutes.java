package io.dromedary.web;

import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** The paths of the server, a route each. */
final class WebRoutes extends RouteBuilder {

    /** How their ids begin. */
    static final String PREFIX = "http-";

    /** The paths that change something. */
    static final Set<String> ACTIONS = Set.of("/api/now", "/api/pause", "/api/resume", "/api/confirm");

    private static final String LOOK = "GET,HEAD";
    private static final String ASK = "POST";

    private final StatusAnswer status;
    private final PastAnswer past;
    private final LogAnswer log;
    private final RoutesAnswer routes;
    private final PlanAnswer plan;
    private final ActionAnswers actions;
    private final HealthAnswers health;
    private final Answering.Teller metrics;

    WebRoutes(
            CamelContext context,
            StatusAnswer status,
            PastAnswer past,
            LogAnswer log,
            RoutesAnswer routes,
            PlanAnswer plan,
            ActionAnswers actions,
            HealthAnswers health,
            Answering.Teller metrics) {
        super(context);
        this.status = status;
        this.past = past;
        this.log = log;
        this.routes = routes;
        this.plan = plan;
        this.actions = actions;
        this.health = health;
        this.metrics = metrics;
    }

    @Override
    public void configure() {
        add("page", "/", LOOK, "Shows the status page", Page::index);
        add("assets", "/assets/*", LOOK, "Gives the status page what it needs", Page::asset);
        add("status", "/api/status", LOOK, "Tells how the jobs stand", status::answer);
        add("history", "/api/history", LOOK, "Tells what a job has done in hours and days", past::answer);
        add("log", "/api/log", LOOK, "Shows the end of a job's log", log::answer);
        add("routes", "/api/routes", LOOK, "Tells of the routes that run", routes::answer);
        add("plan", "/api/plan", LOOK, "Tells what the next pass of a job would do", plan::answer);
        add("now", "/api/now", ASK, "Has a job make a pass", actions::now);
        add("pause", "/api/pause", ASK, "Has a job make no passes", actions::pause);
        add("resume", "/api/resume", ASK, "Has a job make passes again", actions::resume);
        add("confirm", "/api/confirm", ASK, "Allows a plan that was refused", actions::confirm);
        add("health", "/observe/health", LOOK, "Tells whether program and jobs are well", health::all);
        add("health-live", "/observe/health/live", LOOK, "Tells whether the program lives", health::live);
        add("health-ready", "/observe/health/ready", LOOK, "Tells whether the jobs do their work", health::ready);
        add("metrics", "/observe/metrics", LOOK, "Gives Prometheus the meters", metrics);
    }

    private void add(String id, String path, String methods, String description, Answering.Teller teller) {
        from("platform-http:" + path + "?httpMethodRestrict=" + methods)
                .routeId(PREFIX + id)
                .routeDescription(description)
                .process(new Answering(teller))
                .id(PREFIX + id + "-answer");
    }
}
