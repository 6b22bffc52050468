package io.dromedary.camel;

import io.dromedary.audit.Event;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.support.SynchronizationAdapter;

/** What an audit route has taken over and not written when another takes its place. */
final class Unwritten {

    private final List<Event> events = new ArrayList<>();
    private volatile boolean watched;
    private boolean gathering;

    /** From now on, routes may be replaced. */
    void watch() {
        watched = true;
    }

    /** Gathers the event if its message fails while the route is replaced. */
    void follow(Exchange exchange, Event event) {
        if (watched) {
            exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
                @Override
                public void onFailure(Exchange failed) {
                    add(List.of(event));
                }
            });
        }
    }

    synchronized void add(Collection<Event> given) {
        if (gathering) {
            events.addAll(given);
        }
    }

    synchronized void gather() {
        gathering = true;
    }

    /** What was gathered, in the order in which it was given up. */
    synchronized List<Event> takeAll() {
        List<Event> taken = List.copyOf(events);
        events.clear();
        gathering = false;
        return taken;
    }
}
