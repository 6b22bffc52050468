package io.dromedary.operator;

import io.dromedary.FolderSync;
import io.dromedary.JobStatus;
import io.dromedary.audit.LineTime;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells each route that begins with {@code direct:alarm-…} of what a person should know: once when it begins and once when
 * it ends, whatever starts of the program lie between. A route that fails is tried again a bounded number of times.
 * Without such a route nothing is looked at.
 */
public final class Alarms implements AutoCloseable {

    /** Set on the exchanges of alarms, whose failures are reported here. */
    public static final String TOLD = "dromedaryAlarmTold";

    /** How the endpoint of a route begins that takes alarms. */
    private static final String FROM = "direct://alarm-";

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);

    /** A pass is overdue after minutes, and all else is looked at when a pass ends. */
    private static final long TICK_SECONDS = 5;

    private final CamelContext context;
    private final Consumer<String> complain;
    private final Function<Throwable, String> inOneLine;
    private final InstantSource clock;
    private final LongSupplier nanoTime;
    private final Function<String, Executor> threads;
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(Alarms::daemon);
    private final AlarmText text = new AlarmText(new LineTime(ZoneId.systemDefault()));
    private final List<JobAlarms> jobs = new CopyOnWriteArrayList<>();
    private final Map<String, AlarmRoute> routes = new ConcurrentHashMap<>();
    private final ProducerTemplate template;

    /**
     * @param complain says on the console that a route failed
     * @param inOneLine puts why into words
     */
    public Alarms(
            CamelContext context,
            Consumer<String> complain,
            Function<Throwable, String> inOneLine,
            InstantSource clock) {
        this(
                context,
                complain,
                inOneLine,
                clock,
                System::nanoTime,
                id -> Executors.newSingleThreadExecutor(Alarms::daemon));
    }

    /**
     * @param nanoTime says how long ago a route has failed
     * @param threads gives each route its own
     */
    Alarms(
            CamelContext context,
            Consumer<String> complain,
            Function<Throwable, String> inOneLine,
            InstantSource clock,
            LongSupplier nanoTime,
            Function<String, Executor> threads) {
        this.context = context;
        this.complain = complain;
        this.inOneLine = inOneLine;
        this.clock = clock;
        this.nanoTime = nanoTime;
        this.threads = threads;
        this.template = context.createProducerTemplate();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "dromedary-alarms");
        thread.setDaemon(true);
        return thread;
    }

    /** Whether alarms are told to a route. */
    public static boolean takes(Route route) {
        return route.getEndpoint().getEndpointUri().startsWith(FROM);
    }

    /** Watches a job. */
    public void watch(FolderSync sync) {
        watch(sync::status, sync.stateFolder());
        sync.addListener(summary -> {
            if (!ticks.isShutdown()) {
                ticks.execute(this::look);
            }
        });
    }

    /** @param folder where the state of the job is */
    void watch(Supplier<JobStatus> job, Path folder) {
        jobs.add(new JobAlarms(job, folder, text));
    }

    /** Looks at the jobs again and again, from now on. */
    public void start() {
        ticks.scheduleWithFixedDelay(this::look, 0, TICK_SECONDS, TimeUnit.SECONDS);
    }

    /** Looks at the jobs, and has the routes told what is new. */
    void look() {
        try {
            List<Route> takers =
                    context.getRoutes().stream().filter(Alarms::takes).toList();
            if (!takers.isEmpty()) {
                jobs.forEach(job -> job.look(clock.instant()));
                takers.forEach(route ->
                        routes.computeIfAbsent(route.getId(), this::route).wake(jobs));
            }
        } catch (RuntimeException e) {
            // An exception would end the ticks.
            LOG.warn("Alarms could not be looked at", e);
        }
    }

    private AlarmRoute route(String id) {
        return new AlarmRoute(id, this::send, complain, threads.apply(id), nanoTime);
    }

    private void send(String id, Alarm alarm) {
        Route route = context.getRoute(id);
        if (route == null) {
            throw new IllegalStateException("it is not there any more");
        }
        Exchange sent = template.send(route.getEndpoint(), exchange -> {
            exchange.setProperty(TOLD, true);
            exchange.getMessage().setBody(alarm.text());
            AlarmHeaders.write(alarm, exchange.getMessage().getHeaders());
        });
        if (sent.getException() != null) {
            throw new IllegalStateException(inOneLine.apply(sent.getException()), sent.getException());
        }
    }

    /**
     * Tells what stands now, for a process that ends, and waits until the routes have taken it, or for some time.
     *
     * @return whether they have
     */
    public boolean tellLast(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        long next = System.nanoTime();
        boolean told;
        do {
            if (System.nanoTime() - next >= 0) {
                look();
                next += TimeUnit.SECONDS.toNanos(1);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
            told = routes.values().stream().allMatch(route -> route.knowsAll(jobs));
        } while (!told && System.nanoTime() - end < 0);
        return told;
    }

    /** Looks no more. What is being sent goes on. */
    @Override
    public void close() {
        ticks.shutdownNow();
    }
}
