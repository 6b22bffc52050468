package io.dromedary.camel;

import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** Joins audit lines, so that one write serves many, and knows how many are still to be written. */
public final class AuditBatch implements AggregationStrategy {

    private long pending;

    @Override
    public Exchange aggregate(Exchange batch, Exchange next) {
        change(1);
        String line = next.getMessage().getBody(String.class);
        Exchange whole = batch == null ? begin(next) : batch;
        whole.getMessage().getBody(StringBuilder.class).append(line).append('\n');
        whole.getProperty(Count.class.getName(), Count.class).lines++;
        return whole;
    }

    private static Exchange begin(Exchange first) {
        first.setProperty(Count.class.getName(), new Count());
        first.getMessage().setBody(new StringBuilder());
        return first;
    }

    @Override
    public void onCompletion(Exchange batch) {
        int lines = batch.getProperty(Count.class.getName(), Count.class).lines;
        batch.getMessage()
                .setBody(batch.getMessage().getBody(StringBuilder.class).toString());
        batch.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                change(-lines);
            }
        });
    }

    private synchronized void change(int lines) {
        pending += lines;
        notifyAll();
    }

    /** Waits until nothing is pending, and gives the number of lines that still are. */
    synchronized long drain(long seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (pending > 0 && System.nanoTime() < end) {
            wait(100);
        }
        return pending;
    }

    private static final class Count {
        private int lines;
    }
}
