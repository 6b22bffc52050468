package io.dromedary.camel;

import io.dromedary.audit.Event;
import io.dromedary.audit.Level;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.SynchronizationAdapter;

/** Joins audit lines, so that one write serves many, and knows how many are still to be written. */
public final class AuditBatch implements AggregationStrategy {

    private static final String LINES = "dromedaryLines";

    private final AtomicLong pending = new AtomicLong();
    private final Consumer<Event> told;
    private final Unwritten unwritten;
    private final Set<List<Line>> open =
            Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));

    /** @param told hears of each event that has been written */
    AuditBatch(Consumer<Event> told, Unwritten unwritten) {
        this.told = told;
        this.unwritten = unwritten;
    }

    /** One line of a batch. */
    public record Line(Event event, String text) {

        /** How much it matters. */
        public Level level() {
            return event.level();
        }
    }

    /** The lines of a batch, each with the level of its event. */
    @SuppressWarnings("unchecked")
    public static List<Line> lines(Exchange batch) {
        return batch.getProperty(LINES, List.class);
    }

    @Override
    public Exchange aggregate(Exchange batch, Exchange next) {
        pending.incrementAndGet();
        Event event = Headers.event(next.getMessage());
        Exchange whole = batch == null ? next : batch;
        if (batch == null) {
            List<Line> lines = new ArrayList<>();
            whole.setProperty(LINES, lines);
            open.add(lines);
        }
        lines(whole).add(new Line(event, next.getMessage().getBody(String.class)));
        if (event.path() == null) {
            // What is said of a pass or a job as a whole does not wait for others: it may be long until there are any.
            whole.setProperty(ExchangePropertyKey.AGGREGATION_COMPLETE_CURRENT_GROUP, true);
        }
        return whole;
    }

    @Override
    public void onCompletion(Exchange batch) {
        StringBuilder text = new StringBuilder();
        List<Line> lines = lines(batch);
        open.remove(lines);
        lines.forEach(line -> text.append(line.text()).append('\n'));
        batch.getMessage().setBody(text.toString());
        batch.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onComplete(Exchange done) {
                lines.forEach(line -> told.accept(line.event()));
                super.onComplete(done);
            }

            @Override
            public void onFailure(Exchange failed) {
                unwritten.add(events(lines));
                super.onFailure(failed);
            }

            @Override
            public void onDone(Exchange done) {
                written(lines.size());
            }
        });
    }

    private static List<Event> events(List<Line> lines) {
        return lines.stream().map(Line::event).toList();
    }

    /** Gives up the batches that a route has begun which is no more. */
    void giveUp() {
        for (List<Line> lines : List.copyOf(open)) {
            open.remove(lines);
            unwritten.add(events(lines));
            written(lines.size());
        }
    }

    private synchronized void written(int lines) {
        pending.addAndGet(-lines);
        notifyAll();
    }

    /** Waits until nothing is pending, and gives the number of lines that still are. */
    synchronized long drain(long seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (pending.get() > 0 && System.nanoTime() < end) {
            wait(100);
        }
        return pending.get();
    }
}
