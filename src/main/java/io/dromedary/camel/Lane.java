package io.dromedary.camel;

import io.dromedary.Task;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * Takes its tasks from an iterator that other lanes take theirs from too, so that none waits for another. It takes some
 * at once: two threads that make files in the same folder wait for one another.
 */
final class Lane implements Iterator<Task> {

    private static final int TASKS = 128;
    private static final long BYTES = 1 << 20;

    private final Iterator<Task> shared;
    private final Queue<Task> taken = new ArrayDeque<>(TASKS);

    Lane(Iterator<Task> shared) {
        this.shared = shared;
    }

    @Override
    public boolean hasNext() {
        return !taken.isEmpty() || take();
    }

    private boolean take() {
        synchronized (shared) {
            for (long bytes = 0; taken.size() < TASKS && bytes < BYTES && shared.hasNext(); ) {
                Task task = shared.next();
                taken.add(task);
                bytes += task.action().counts().bytes();
            }
        }
        return !taken.isEmpty();
    }

    @Override
    public Task next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return taken.remove();
    }
}
