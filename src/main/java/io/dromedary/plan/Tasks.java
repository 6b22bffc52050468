package io.dromedary.plan;

import io.dromedary.tree.StoppedException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RejectedExecutionException;

/**
 * Work that makes more work, done by several threads. Each thread takes what it made last before anything older, so that
 * little waits at a time; others help themselves to the oldest. The first failure ends it.
 */
final class Tasks {

    private final ForkJoinPool workers;
    private long pending;
    private Throwable failure;

    Tasks(ForkJoinPool workers) {
        this.workers = workers;
    }

    /** A piece of work. */
    @FunctionalInterface
    interface Task {
        void run() throws StoppedException;
    }

    void add(Task task) {
        change(1);
        try {
            workers.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            fail(e);
            change(-1);
        }
    }

    private void run(Task task) {
        try {
            if (goesOn()) {
                task.run();
            }
        } catch (StoppedException | RuntimeException | Error e) {
            fail(e);
        } finally {
            change(-1);
        }
    }

    private synchronized void change(int by) {
        pending += by;
        if (pending == 0) {
            notifyAll();
        }
    }

    private synchronized boolean goesOn() {
        return failure == null;
    }

    private synchronized void fail(Throwable e) {
        failure = failure == null ? e : failure;
    }

    /** Waits until all is done. */
    synchronized void await() throws StoppedException {
        boolean interrupted = false;
        while (pending > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof StoppedException stopped) {
            throw stopped;
        } else if (failure instanceof RuntimeException | failure instanceof Error) {
            throw new IllegalStateException(failure);
        }
    }
}
