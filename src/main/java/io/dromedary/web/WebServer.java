package io.dromedary.web;

import io.dromedary.FolderSync;
import io.dromedary.UnusableException;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.ext.web.RoutingContext;
import java.net.BindException;
import java.net.UnknownHostException;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** The server: listens where it is told to, and stops with the Camel context. */
public final class WebServer {

    /** In bytes; what a person asks for is a job and a plan. */
    private static final long LARGEST_BODY = 8192;

    /** First of all, and last of all. */
    private static final int FIRST = -1000;

    private static final int LAST = 1_000_000;

    private final BoundedHttpServer server;
    private final WebOptions options;

    private WebServer(BoundedHttpServer server, WebOptions options) {
        this.server = server;
        this.options = options;
    }

    /**
     * Starts to listen. To be called before the routes of the jobs are loaded, whose messages are counted.
     *
     * @param jobs gives a job by its name
     * @param histories by the names of jobs
     * @param warn hears of what a person should know
     * @throws UnusableException if it cannot listen there
     */
    public static WebServer start(
            CamelContext context,
            WebOptions options,
            Operator operator,
            Function<String, FolderSync> jobs,
            Map<String, History> histories,
            String version,
            Consumer<String> warn)
            throws UnusableException {
        Optional<Token> token = Optional.empty();
        if (!options.isLocal()) {
            Token needed = Token.of(Optional.ofNullable(System.getenv(Token.VARIABLE)), options.state());
            token = Optional.of(needed);
            warn.accept("other machines can reach the status page at " + options.bind()
                    + ", without encryption: whoever asks needs the token in " + needed.place());
        }
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(options.bind());
        configuration.setBindPort(options.port());
        configuration.setMaxBodySize(LARGEST_BODY);
        BoundedHttpServer server = new BoundedHttpServer(configuration);
        try {
            server.setCamelContext(context);
            server.start();
            context.addService(server);
            VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                    context, VertxPlatformHttpRouter.getRouterNameFromPort(options.port()));
            router.route().order(FIRST).handler(new Doorkeeper(options, token));
            router.route().order(LAST).handler(WebServer::nothing);
            RouteCounters counters = new RouteCounters();
            PrometheusMeterRegistry metrics = metrics(context);
            context.addRoutePolicyFactory(counters);
            Answers answers = new Answers(
                    context, operator, histories, counters, version, options.readOnly(), InstantSource.system());
            context.addRoutes(new Api(context, answers, operator, jobs, metrics));
        } catch (Exception e) {
            throw unusable(options, e);
        }
        return new WebServer(server, options);
    }

    /** A registry that the jobs find. */
    private static PrometheusMeterRegistry metrics(CamelContext context) {
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, metrics);
        return metrics;
    }

    private static UnusableException unusable(WebOptions options, Exception e) {
        String place = options.bind() + ":" + options.port();
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String why = String.valueOf(root.getMessage());
        if (root instanceof BindException && why.contains("in use")) {
            why = "something else listens there; choose another port with --http";
        } else if (root instanceof BindException || root instanceof UnknownHostException) {
            why = "that is no address of this machine, or not one for everybody (" + why
                    + "); choose another with --http-bind";
        }
        UnusableException unusable = new UnusableException("the status page cannot be served at " + place + ": " + why);
        unusable.initCause(e);
        return unusable;
    }

    private static void nothing(RoutingContext context) {
        context.response()
                .setStatusCode(404)
                .putHeader("Content-Type", "application/json")
                .end(Json.error("there is nothing of this name"));
    }

    /** Where a browser finds the page. */
    public String address() {
        String host = options.bind().contains(":") ? "[" + options.bind() + "]" : options.bind();
        return "http://" + host + ":" + server.getPort() + "/";
    }
}
