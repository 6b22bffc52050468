package io.dromedary.fingerprint;

import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/** Waits for a moment to come, and no longer when told to stop. */
public final class Pause {

    private static final long LONGEST_WAIT = 100_000_000L;

    private final StopSignal stop;
    private final LongSupplier time;
    private final LongConsumer wait;

    /**
     * @param time a clock in nanoseconds that never goes back
     * @param wait waits for some nanoseconds, or less
     */
    public Pause(StopSignal stop, LongSupplier time, LongConsumer wait) {
        this.stop = stop;
        this.time = time;
        this.wait = wait;
    }

    /** Now, in nanoseconds since nobody knows when. */
    public long now() {
        return time.getAsLong();
    }

    /**
     * Waits until a moment has come.
     *
     * @param moment in nanoseconds, as {@link #now} tells them
     * @throws StoppedException when told to stop before
     */
    public void until(long moment) throws StoppedException {
        for (long left = moment - now(); left > 0; left = moment - now()) {
            stop.check();
            wait.accept(Math.min(left, LONGEST_WAIT));
        }
    }
}
