package io.dromedary.camel;

import io.dromedary.Job;
import io.dromedary.audit.Event;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.apache.camel.processor.aggregate.AggregateProcessor;
import org.apache.camel.processor.aggregate.UseOriginalAggregationStrategy;
import org.apache.camel.spi.Registry;

/**
 * The beans that the shipped routes name. Actions run at most {@value #AHEAD} events ahead of the audit: those that wait
 * for the tap, those in an unfinished batch, those that wait to be written, and those being written.
 */
public final class RouteBeans {

    static final int AHEAD = 256;
    private static final int BATCH = AHEAD / 4;
    private static final int COPIES_WAITING = 64;
    private static final long SECONDS_TO_END = 5;

    /** With more threads, more than {@value #AHEAD} events could be ahead of the audit. */
    private static final int MOST = BATCH - 4;

    private final BoundedExecutor tap;
    private final BoundedExecutor writer = BoundedExecutor.inOrder("dromedary-log", 1);
    private final List<BoundedExecutor> copies = new ArrayList<>();
    private final AuditBatch batch;
    private final Unwritten unwritten = new Unwritten();

    private final CamelContext context;
    private ProducerTemplate producer;

    private RouteBeans(CamelContext context, Collection<Job> jobs) {
        this.context = context;
        this.batch = new AuditBatch(component(context)::told, unwritten);
        int threads = 0;
        for (Job job : jobs) {
            BoundedExecutor own = BoundedExecutor.parallel(
                    "dromedary-copy", Math.min(job.pace().threads(), MOST), COPIES_WAITING);
            context.getRegistry().bind("dromedaryCopies-" + job.name(), own);
            copies.add(own);
            threads = Math.max(threads, own.getCorePoolSize());
        }
        // Each thread that copies, and the one that deals out, has done one thing more when it is made to wait.
        tap = BoundedExecutor.inOrder("dromedary-audit", BATCH - threads - 1);
    }

    private static DromedaryComponent component(CamelContext context) {
        return context.getComponent("dromedary", DromedaryComponent.class);
    }

    /** How many threads copy for a job. */
    static int threads(Job job) {
        return Math.min(job.pace().threads(), MOST);
    }

    /** Binds the beans for the routes of some jobs. */
    public static RouteBeans bind(CamelContext context, Collection<Job> jobs) {
        RouteBeans beans = new RouteBeans(context, jobs);
        DromedaryComponent component = component(context);
        Registry registry = context.getRegistry();
        registry.bind("dromedaryTap", beans.tap);
        registry.bind("dromedaryWriter", beans.writer);
        registry.bind("dromedaryBatch", beans.batch);
        registry.bind("dromedaryLine", new AuditLine(component, ZoneId.systemDefault(), beans.unwritten));
        registry.bind("dromedaryLog", new AuditLog(component));
        // Files are independent of one another: what a later step does with one must not end the pass.
        registry.bind("dromedaryIndependent", new UseOriginalAggregationStrategy(null, false));
        return beans;
    }

    /** Gives the audit an event that comes from no route, after those that it has. */
    public void tell(Event event) {
        tap.execute(() ->
                producer().send("direct:audit", exchange -> exchange.setMessage(PassMessage.of(context, event))));
    }

    private synchronized ProducerTemplate producer() {
        if (producer == null) {
            producer = context.createProducerTemplate(1);
        }
        return producer;
    }

    /**
     * Waits until every event that was tapped is in the log.
     *
     * @return the number of lines that could not be written in time
     */
    public long drain(long seconds) throws InterruptedException {
        if (!tap.drain(seconds)) {
            return batch.drain(0) + 1;
        }
        completeBatches();
        return batch.drain(seconds);
    }

    /** From now on, the audit route may be replaced. */
    public void watch() {
        unwritten.watch();
    }

    /**
     * Replaces the audit route. What is to be told meanwhile waits. What the old route has taken over is written before, or,
     * if it does not come to that in time, told once more to the new one.
     *
     * @param seconds how long to wait for that
     * @param atRest replaces a route that has nothing to do; gives false, and does nothing, if it has
     * @param byForce replaces it in any case, and runs what it is given when the old one is gone and the new one not yet there
     */
    public void replaceAudit(long seconds, BooleanSupplier atRest, Consumer<Runnable> byForce)
            throws InterruptedException {
        // By the thread that hands out the events, which hands out none as long as it does this.
        boolean done = tap.run(seconds, () -> isWritten(seconds) && atRest.getAsBoolean());
        if (!done) {
            unwritten.gather();
            try {
                byForce.accept(() -> {
                    batch.giveUp();
                    // What is tried again and again ends with the next try after its route.
                    isWritten(SECONDS_TO_END);
                });
            } finally {
                unwritten.takeAll().forEach(this::tell);
            }
        }
    }

    private boolean isWritten(long seconds) {
        try {
            return batch.drain(seconds) == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** What is joined by now goes on at once: the aggregator would wait for more, and a run that ends has none. */
    private void completeBatches() {
        for (Route route : context.getRoutes()) {
            for (Processor step : route.filter("*")) {
                if (step instanceof AggregateProcessor aggregate && aggregate.getAggregationStrategy() == batch) {
                    aggregate.forceCompletionOfAllGroups();
                }
            }
        }
    }

    /** Ends the threads. */
    public void close() {
        tap.shutdown();
        writer.shutdown();
        copies.forEach(BoundedExecutor::shutdown);
    }
}
