package io.dromedary.camel;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A queue whose only taker looks again a few times before it goes to sleep: to wake it for each of a hundred thousand
 * messages costs more than to send them.
 */
final class PatientQueue extends ArrayBlockingQueue<Runnable> {

    private static final long serialVersionUID = 1L;
    private static final int LOOKS = 64;
    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(250);

    PatientQueue(int capacity) {
        super(capacity);
    }

    @Override
    public Runnable take() throws InterruptedException {
        for (int i = 0; i < LOOKS; i++) {
            Runnable task = poll();
            if (task != null) {
                return task;
            }
            LockSupport.parkNanos(PAUSE);
        }
        return super.take();
    }
}
