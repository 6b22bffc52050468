package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.audit.LogFormat;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;

/** One job in a Camel context with the files of the routes folder, or with edited copies of them. */
final class RoutedJob implements AutoCloseable {

    static final Path ROUTES = Path.of("routes");

    private static final String NAME = "photos";
    private static final int THREADS = 2;
    private static final int SECONDS = 60;

    final Path source;
    final Path replica;
    final Path log;
    final DefaultCamelContext context = new DefaultCamelContext();
    final List<Summary> summaries = new CopyOnWriteArrayList<>();
    final Lines console = new Lines();

    private final Path home;
    private final Map<String, String> routes = new TreeMap<>();
    private RouteBeans beans;

    RoutedJob(Path home) throws IOException {
        this.home = home;
        this.source = home.resolve("source");
        this.replica = home.resolve("replica");
        this.log = home.resolve("audit.log");
        for (String name : List.of("audit", "copy", "delete", "sync")) {
            routes.put(name, Files.readString(ROUTES.resolve(name + ".camel.yaml")));
        }
    }

    /** Stands where the program has its console. */
    static final class Lines implements Processor {
        private final List<String> lines = new CopyOnWriteArrayList<>();

        @Override
        public void process(Exchange batch) {
            AuditBatch.lines(batch).forEach(line -> lines.add(line.text()));
        }

        List<String> all() {
            return List.copyOf(lines);
        }
    }

    /** Edits a route file: puts one text in the place of another that is there. */
    RoutedJob edit(String name, String text, String instead) {
        assertThat(routes.get(name)).contains(text);
        routes.put(name, routes.get(name).replace(text, instead));
        return this;
    }

    /** Adds a route file. */
    RoutedJob add(String name, String text) {
        routes.put(name, text);
        return this;
    }

    String route(String name) {
        return routes.get(name);
    }

    /** Starts the routes for one pass. */
    RoutedJob start() throws Exception {
        Job job = new Job(
                NAME,
                source,
                replica,
                Duration.ofMillis(100),
                log,
                LogFormat.TEXT,
                Compare.MD5,
                MaxDelete.DEFAULT,
                false,
                false,
                new io.dromedary.Pace(THREADS, 0, false));
        context.getShutdownStrategy().setTimeout(5);
        DromedaryComponent component = context.getComponent("dromedary", DromedaryComponent.class);
        FolderSync sync = FolderSync.open(job, home.resolve("state"), Clock.systemDefaultZone());
        sync.addListener(summaries::add);
        component.register(sync);
        beans = RouteBeans.bind(context, List.of(job));
        context.getRegistry().bind("dromedaryConsole", console);
        for (Map.Entry<String, String> file : routes.entrySet()) {
            String text = file.getValue()
                    .replace("{{job}}", NAME)
                    .replace("{{tick}}", "100")
                    .replace("{{interval}}", "100")
                    .replace("{{passes}}", "1");
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(file.getKey() + ".camel.yaml", text));
        }
        context.start();
        return this;
    }

    /** Waits for the end of the pass and of all that it has to tell, but not of what it leads to elsewhere. */
    Summary summary() throws InterruptedException {
        await().atMost(Duration.ofSeconds(SECONDS)).until(() -> !summaries.isEmpty());
        await().atMost(Duration.ofSeconds(SECONDS))
                .until(() -> context.getInflightRepository().size("sync-" + NAME) == 0);
        assertThat(beans.drain(SECONDS)).isZero();
        return summaries.get(0);
    }

    /** One pass with the routes as they are. */
    static Summary plain(Path home) throws Exception {
        try (RoutedJob job = new RoutedJob(home)) {
            return job.start().summary();
        }
    }

    List<String> logged() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() {
        context.stop();
        if (beans != null) {
            beans.close();
        }
    }
}
