package io.dromedary.web;

import io.dromedary.FolderSync;
import io.dromedary.audit.LineTime;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;

/** The status page of a context, and what is behind it. */
public final class Web implements AutoCloseable {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final WebServer server;
    private final CamelContext context;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Map<String, History> histories = new TreeMap<>();
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dromedary-history");
        thread.setDaemon(true);
        return thread;
    });
    private PlanAnswer plans;

    private Web(WebServer server, CamelContext context) {
        this.server = server;
        this.context = context;
    }

    /** Prepares a context that has no jobs and no routes yet, because both get meters as they come. */
    public static Web prepare(WebServer server, CamelContext context) {
        Web web = new Web(server, context);
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, web.meters);
        MicrometerRoutePolicyFactory counts = new MicrometerRoutePolicyFactory();
        counts.setCamelContext(context);
        counts.setMeterRegistry(web.meters);
        context.addRoutePolicyFactory(counts);
        server.serve(context);
        return web;
    }

    /**
     * Lets the server tell of the jobs that are registered.
     *
     * @param stateDir the folder of all jobs' state
     * @param version of this program
     */
    public void open(
            DromedaryComponent component, Operator operator, Path stateDir, String version, InstantSource clock)
            throws Exception {
        LineTime time = new LineTime(ZoneId.systemDefault());
        for (FolderSync sync : component.jobs()) {
            History history = History.open(sync.job().name(), sync.stateFolder(), clock);
            histories.put(sync.job().name(), history);
            sync.addListener(history);
        }
        keeper.scheduleWithFixedDelay(() -> histories.values().forEach(History::flush), 1, 1, TimeUnit.MINUTES);
        plans = new PlanAnswer(operator, stateDir);
        context.addRoutes(new WebRoutes(
                context,
                new StatusAnswer(operator, version, server.isReadOnly(), clock, time),
                new PastAnswer(operator, histories, time),
                new LogAnswer(operator),
                new RoutesAnswer(context, meters),
                plans,
                new ActionAnswers(operator),
                HealthAnswers.of(context, operator, histories.keySet()),
                question -> Answer.of(METRICS_TYPE, meters.scrape().getBytes(StandardCharsets.UTF_8))));
    }

    /** Answers nothing any more, and writes what the history has not yet; later passes are not in it. */
    @Override
    public void close() {
        server.close();
        if (plans != null) {
            plans.close();
        }
        keeper.shutdown();
        histories.values().forEach(History::close);
    }
}
