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
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;

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

    /**
     * Has something done in its turn by the thread of an executor in order; false, and it is not done, if its turn does not
     * come in time.
     */
    boolean run(long seconds, BooleanSupplier work) throws InterruptedException {
        AtomicBoolean taken = new AtomicBoolean();
        FutureTask<Boolean> turn = new FutureTask<>(() -> taken.compareAndSet(false, true) && work.getAsBoolean());
        try {
            prestartCoreThread();
            if (!getQueue().offer(turn, seconds, TimeUnit.SECONDS)) {
                return false;
            }
            return turn.get(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return !taken.compareAndSet(false, true) && result(turn);
        } catch (ExecutionException e) {
            return result(turn);
        }
    }

    private static boolean result(FutureTask<Boolean> turn) throws InterruptedException {
        try {
            return turn.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        }
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
