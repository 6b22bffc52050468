package io.dromedary.apply;

import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Keeps the content written by all threads together below a rate. */
public final class Throttle {

    private static final long SECOND = 1_000_000_000L;
    private static final long LONGEST_WAIT = SECOND / 10;

    private final long bytesPerSecond;
    private final StopSignal stop;
    private final LongSupplier time;
    private final LongConsumer pause;
    private long free;

    /**
     * @param bytesPerSecond 0 for no limit
     * @param time a clock in nanoseconds that never goes back
     * @param pause waits for some nanoseconds, or less
     */
    public Throttle(long bytesPerSecond, StopSignal stop, LongSupplier time, LongConsumer pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.stop = stop;
        this.time = time;
        this.pause = pause;
        this.free = time.getAsLong();
    }

    /**
     * Waits until what was taken before fits the rate, and takes some more.
     *
     * @throws StoppedException when told to stop meanwhile
     */
    void take(int bytes) throws StoppedException {
        if (bytesPerSecond == 0) {
            return;
        }
        long turn = reserve(bytes);
        for (long left = turn - time.getAsLong(); left > 0; left = turn - time.getAsLong()) {
            stop.check();
            pause.accept(Math.min(left, LONGEST_WAIT));
        }
    }

    /** When what was asked for may be written. What nobody used before is not saved up. */
    private synchronized long reserve(int bytes) {
        long turn = Math.max(free, time.getAsLong());
        free = turn + Math.round((double) bytes * SECOND / bytesPerSecond);
        return turn;
    }
}
