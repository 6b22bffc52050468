package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.audit.Summary;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.camel.RouteBeans;
import io.dromedary.tree.PathText;
import io.dromedary.web.Web;
import io.dromedary.web.WebServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.Suspendable;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceHelper;

/** The camel-main program: starts the routes of all jobs, and stops them so that nothing is lost. */
final class Service {

    private static final int STOP_SECONDS = 10;

    private final List<Job> jobs;
    private final Options options;
    private final Properties settings;
    private final Console console;
    private final Map<String, Summary> last = new ConcurrentHashMap<>();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile DromedaryComponent component;
    private volatile boolean logComplete;
    private LiveEdit liveEdit;
    private volatile Attendance attendance;
    private Optional<WebServer> server = Optional.empty();
    private Optional<Web> web = Optional.empty();

    /**
     * @param settings what application.properties has, for the placeholders of routes and for Camel
     */
    Service(List<Job> jobs, Options options, Properties settings, Console console) {
        this.jobs = jobs;
        this.options = options;
        this.settings = settings;
        this.console = console;
    }

    /**
     * Runs until told to stop, or until each job has had its one pass.
     *
     * @return the exit code
     */
    int run() throws Exception {
        FolderSync.check(jobs, options.stateDir());
        Roominess.check(jobs.size(), Runtime.getRuntime().maxMemory());
        for (Job job : jobs) {
            checkLog(job);
        }
        RouteFiles files = RouteFiles.find(options.routes());
        Map<String, Resource> routes = files.resources(jobs, options.once());
        if (options.dev()) {
            LiveEdit.check(files);
        }
        if (options.web().isPresent()) {
            server = Optional.of(options.web().get().listen(options.stateDir(), console));
        }
        Main main = main(routes.values());
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopByHook, "dromedary-stop"));
        try {
            start(main);
            attendance.begin();
            console.start();
            if (options.dev()) {
                liveEdit = LiveEdit.start(main.getCamelContext(), files, routes, jobs, console);
            }
            stop.await();
            if (liveEdit != null) {
                liveEdit.close();
            }
            logComplete = stop(main);
        } finally {
            server.ifPresent(WebServer::close);
            console.close();
            stopped.countDown();
        }
        boolean everyJobRan = !options.once() || last.size() == jobs.size();
        return logComplete && everyJobRan
                ? last.values().stream()
                        .mapToInt(summary -> summary.result().exitCode())
                        .max()
                        .orElse(ExitCode.OK)
                : ExitCode.UNUSABLE;
    }

    private static void checkLog(Job job) throws UnusableException {
        Path log = job.log();
        Path folder = log.getParent();
        String name = "log " + PathText.of(log);
        if (Files.isDirectory(log)) {
            throw new UnusableException(name + " is a folder: give a file");
        } else if (log.startsWith(job.replica()) && !Files.exists(job.replica())) {
            return;
        } else if (!Files.isDirectory(folder)) {
            throw new UnusableException(name + " cannot be written: the folder around it is not there; create it");
        } else if (!Files.isWritable(Files.exists(log) ? log : folder)) {
            throw new UnusableException(name + " cannot be written: permission denied");
        }
    }

    private Main main(Collection<Resource> routes) {
        Main main = new Main();
        // Ours knows what has to be written first.
        main.setShutdownStrategy(new SimpleMainShutdownStrategy());
        main.configure()
                .withName("dromedary")
                .withRoutesIncludePattern("false")
                .withShutdownTimeout(STOP_SECONDS)
                .withStreamCachingEnabled(false)
                .withAutoConfigurationEnvironmentVariablesEnabled(false);
        // Read already, from a place whose name Camel might take for two.
        main.setDefaultPropertyPlaceholderLocation("false");
        main.setInitialProperties(settings);
        main.addMainListener(new MainListenerSupport() {
            @Override
            public void afterConfigure(BaseMainSupport support) {
                prepare(support.getCamelContext(), routes);
            }
        });
        return main;
    }

    private void prepare(CamelContext context, Collection<Resource> routes) {
        try {
            context.setSourceLocationEnabled(true);
            context.addRoutePolicyFactory(this::watch);
            web = server.map(listening -> Web.prepare(listening, context));
            component = context.getComponent("dromedary", DromedaryComponent.class);
            for (Job job : jobs) {
                FolderSync sync = FolderSync.open(job, options.stateDir(), Clock.systemDefaultZone());
                options.accept().ifPresent(sync::accept);
                options.confirm().ifPresent(sync::confirm);
                if (options.once()) {
                    // Whatever a jobs file says of the time.
                    sync.ask();
                }
                sync.addListener(this::ended);
                console.watch(sync);
                component.register(sync);
            }
            RouteBeans beans = RouteBeans.bind(context, jobs);
            attendance = new Attendance(context, component, beans, console, !options.once());
            if (web.isPresent()) {
                web.get()
                        .open(
                                component,
                                attendance.operator(),
                                options.stateDir(),
                                Version.number(),
                                Clock.systemUTC());
            }
            context.getRegistry().bind("dromedaryBeans", beans);
            context.getRegistry().bind("dromedaryConsole", console);
            context.getManagementStrategy().addEventNotifier(new FailureReporter(console));
            PluginHelper.getRoutesLoader(context).loadRoutes(routes);
        } catch (Exception e) {
            throw new StartException(e);
        }
    }

    private void start(Main main) throws Exception {
        try {
            main.start();
        } catch (Exception e) {
            UnusableException unusable = new UnusableException(RouteFailure.inOneLine(main.getCamelContext(), e));
            unusable.initCause(e);
            main.stop();
            throw unusable;
        }
    }

    private void ended(Summary summary) {
        last.put(summary.job(), summary);
        hadItsTurn(summary.job());
    }

    private void hadItsTurn(String job) {
        done.add(job);
        if (options.once() && done.size() == jobs.size()) {
            stop.countDown();
        }
    }

    /** A route that fails before it plans makes no pass, and its timer does not come again. */
    private RoutePolicy watch(CamelContext context, String route, NamedNode definition) {
        return !route.startsWith(RouteFiles.SYNC_ROUTE)
                ? null
                : new RoutePolicySupport() {
                    @Override
                    public void onExchangeDone(Route of, Exchange exchange) {
                        hadItsTurn(route.substring(RouteFiles.SYNC_ROUTE.length()));
                    }
                };
    }

    private void stopByHook() {
        if (stopped.getCount() == 0) {
            return;
        }
        if (component != null) {
            component.stopPasses();
        }
        stop.countDown();
        try {
            boolean inTime = stopped.await(2L * STOP_SECONDS, TimeUnit.SECONDS);
            if (!options.once()) {
                // Otherwise the JVM ends with the number of the signal, as if a service that is told to stop had
                // failed.
                Runtime.getRuntime().halt(inTime && logComplete ? ExitCode.OK : ExitCode.UNUSABLE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Camel itself looks only once a second whether a route has come to rest. */
    private static void awaitQuiet(CamelContext context, String route, long end) {
        while (context.getInflightRepository().size(route) > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    /**
     * First what makes events, then what waits to be written, then the rest. A route that is stopped earlier drops what
     * its wire taps have taken over and not yet sent, so that lines would be missing from the log.
     *
     * @return whether every line is in the log
     */
    private boolean stop(Main main) throws Exception {
        CamelContext context = main.getCamelContext();
        // Again, for a signal that came before the jobs were there.
        component.stopPasses();
        // Somebody who asks for something now would not see it done.
        server.ifPresent(WebServer::close);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_SECONDS);
        for (Route route : context.getRoutes()) {
            if (route.getConsumer() instanceof Suspendable && !isInside(route)) {
                ServiceHelper.suspendService(route.getConsumer());
                awaitQuiet(context, route.getRouteId(), end);
            }
        }
        RouteBeans beans = context.getRegistry().lookupByNameAndType("dromedaryBeans", RouteBeans.class);
        long lost = beans.drain(Math.max(1, TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime())));
        if (lost > 0) {
            console.complain(lost + " or more lines could not be written to the log");
        }
        attendance.end();
        web.ifPresent(Web::close);
        main.stop();
        attendance.close();
        beans.close();
        return lost == 0;
    }

    /** Whether a route goes on with what others send, and makes nothing of its own. */
    private static boolean isInside(Route route) {
        String uri = route.getConsumer().getEndpoint().getEndpointUri();
        return uri.startsWith("direct:") || uri.startsWith("seda:") || uri.startsWith("platform-http:");
    }
}
