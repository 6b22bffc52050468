package io.dromedary;

import io.dromedary.apply.Removed;
import io.dromedary.audit.Event;
import io.dromedary.tree.StopSignal;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;

/**
 * The events of one deletion, each of which happens when it is asked for. Work is under way only within a step, so that
 * an iterator that nobody takes to its end holds up nothing.
 */
final class Deletion implements Iterator<Event> {

    private final long sequence;
    private final Ledger ledger;
    private final StopSignal stop;
    private final Iterator<Removed> steps;
    private final Function<Removed, Optional<Event>> teller;
    private Event ready;

    Deletion(
            long sequence,
            Ledger ledger,
            StopSignal stop,
            Iterator<Removed> steps,
            Function<Removed, Optional<Event>> teller) {
        this.sequence = sequence;
        this.ledger = ledger;
        this.stop = stop;
        this.steps = steps;
        this.teller = teller;
    }

    @Override
    public boolean hasNext() {
        while (ready == null && !stop.stopped() && ledger.resume(sequence)) {
            if (!steps.hasNext()) {
                ledger.settle(sequence);
                return false;
            }
            try {
                ready = teller.apply(steps.next()).orElse(null);
            } finally {
                ledger.pause();
            }
        }
        return ready != null;
    }

    @Override
    public Event next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Event event = ready;
        ready = null;
        return event;
    }
}
