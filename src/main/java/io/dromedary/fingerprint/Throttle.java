package io.dromedary.fingerprint;

import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;

/** Keeps the content that all threads together write, or read once more, below a rate. */
public final class Throttle {

    /** Without a limit. */
    public static final Throttle NONE = new Throttle(0, new Pause(StopSignal.NEVER, () -> 0, nanos -> {}));

    private static final long SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private final Pause pause;
    private long free;

    /** @param bytesPerSecond 0 for no limit */
    public Throttle(long bytesPerSecond, Pause pause) {
        this.bytesPerSecond = bytesPerSecond;
        this.pause = pause;
        this.free = pause.now();
    }

    /**
     * Waits until what was taken before fits the rate, and takes some more.
     *
     * @throws StoppedException when told to stop meanwhile
     */
    public void take(int bytes) throws StoppedException {
        if (bytesPerSecond == 0) {
            return;
        }
        pause.until(reserve(bytes));
    }

    /** When what was asked for may be written. What nobody used before is not saved up. */
    private synchronized long reserve(int bytes) {
        long turn = Math.max(free, pause.now());
        free = turn + Math.round((double) bytes * SECOND / bytesPerSecond);
        return turn;
    }
}
