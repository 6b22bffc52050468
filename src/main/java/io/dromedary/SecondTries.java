package io.dromedary;

import io.dromedary.fingerprint.Pause;
import io.dromedary.plan.Action;
import io.dromedary.tree.StoppedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What was in motion when its turn came, and has one more turn a little later. Safe for use by several threads. */
final class SecondTries implements Iterator<Action> {

    private static final Duration LATER = Duration.ofMillis(500);

    private final Pause pause;
    private final Queue<Action> waiting = new ConcurrentLinkedQueue<>();
    private final Map<Path, Long> due = new ConcurrentHashMap<>();

    SecondTries(Pause pause) {
        this.pause = pause;
    }

    /** Gives an action a second turn, unless it had it. */
    boolean grant(Action action) {
        boolean first = due.putIfAbsent(action.path(), pause.now() + LATER.toNanos()) == null;
        if (first) {
            waiting.add(action);
        }
        return first;
    }

    /**
     * Waits until it is time for the second turn, if this is one.
     *
     * @throws StoppedException when told to stop meanwhile
     */
    void await(Action action) throws StoppedException {
        Long moment = due.get(action.path());
        if (moment != null) {
            pause.until(moment);
        }
    }

    @Override
    public boolean hasNext() {
        return !waiting.isEmpty();
    }

    @Override
    public Action next() {
        Action action = waiting.poll();
        if (action == null) {
            throw new NoSuchElementException();
        }
        return action;
    }

    /** What nobody has taken up again. */
    Collection<Action> left() {
        return List.copyOf(waiting);
    }
}
