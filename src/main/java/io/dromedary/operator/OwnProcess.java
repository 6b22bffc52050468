package io.dromedary.operator;

import java.time.Duration;
import java.time.Instant;

/** Tells a process from a later one with the same number. */
final class OwnProcess {

    /** A start is told as a time after that of the machine, which clocks that are set shift a little. */
    private static final Duration SAME = Duration.ofSeconds(5);

    private OwnProcess() {}

    /** When this process was started; 1970 where the system does not tell. */
    static Instant started() {
        return started(ProcessHandle.current());
    }

    /** Whether the process that wrote this of itself still runs. */
    static boolean runs(long process, Instant started) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(found -> Duration.between(started(found), started).abs())
                .filter(apart -> apart.compareTo(SAME) < 0)
                .isPresent();
    }

    private static Instant started(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }
}
