package io.dromedary.camel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads with a short queue. Camel's own policies for a full queue either reorder messages or drop them. */
final class BoundedExecutor extends ThreadPoolExecutor {

    private static final RejectedExecutionHandler WAIT = (task, executor) -> {
        try {
            if (executor.isShutdown()) {
                throw new RejectedExecutionException("the program is stopping");
            }
            executor.getQueue().put(task);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RejectedExecutionException("interrupted while waiting", e);
        }
    };

    private BoundedExecutor(String name, int threads, BlockingQueue<Runnable> queue) {
        super(threads, threads, 0, TimeUnit.SECONDS, queue, task -> thread(name, task), WAIT);
    }

    /** One thread, so that order is kept. When the queue is full, whoever has more waits. */
    static BoundedExecutor inOrder(String name, int queue) {
        return new BoundedExecutor(name, 1, new PatientQueue(queue));
    }

    /** Several threads. When the queue is full, whoever has more waits. */
    static BoundedExecutor parallel(String name, int threads, int queue) {
        return new BoundedExecutor(name, threads, new ArrayBlockingQueue<>(queue));
    }

    private static Thread thread(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Waits until all that was submitted to an executor in order is done; false if that takes longer. */
    boolean drain(long seconds) throws InterruptedException {
        FutureTask<?> marker = new FutureTask<>(() -> null);
        try {
            prestartCoreThread();
            // Not by submit(), which waits without an end when the queue is full.
            if (!getQueue().offer(marker, seconds, TimeUnit.SECONDS)) {
                return false;
            }
            marker.get(seconds, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("nothing was run", e);
        }
    }
}
