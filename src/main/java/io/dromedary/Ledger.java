package io.dromedary;

import io.dromedary.plan.Action;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Which tasks have been handed out, which of them are being worked on, and which have settled. Each is begun at most
 * once. Memory is for tasks under way only. Safe for use by several threads.
 */
final class Ledger {

    private final Map<Long, Action> open = new HashMap<>();
    private final Set<Long> begun = new HashSet<>();
    private int working;
    private boolean complete;
    private boolean closed;

    synchronized void handOut(Task task) {
        open.put(task.sequence(), task.action());
    }

    /** There are no more tasks to hand out. */
    synchronized void complete() {
        complete = true;
    }

    synchronized boolean isComplete() {
        return complete;
    }

    synchronized boolean allSettled() {
        return complete && open.isEmpty();
    }

    /** Takes a task up, unless it is none of ours, was begun before, or came too late. */
    synchronized Optional<Action> begin(long sequence) {
        Action action = closed ? null : open.get(sequence);
        if (action == null || !begun.add(sequence)) {
            return Optional.empty();
        }
        working++;
        return Optional.of(action);
    }

    /** Lays a task down for the moment; it has not settled. */
    synchronized void pause() {
        working--;
        notifyAll();
    }

    /** Takes a task up again, unless it came too late. */
    synchronized boolean resume(long sequence) {
        if (closed || !begun.contains(sequence)) {
            return false;
        }
        working++;
        return true;
    }

    /** Lays a task down for good. */
    synchronized void settle(long sequence) {
        open.remove(sequence);
        begun.remove(sequence);
        pause();
    }

    synchronized boolean isClosed() {
        return closed;
    }

    /** Begins nothing more, waits for the work under way, and gives what has not settled. */
    synchronized SortedMap<Long, Action> close() {
        closed = true;
        boolean interrupted = false;
        while (working > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return new TreeMap<>(open);
    }
}
