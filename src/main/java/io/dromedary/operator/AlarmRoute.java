package io.dromedary.operator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * One route that alarms go to, told one after the other in a thread of its own: one that hangs holds up no other, and no
 * pass. What it was told is compared with what stands, so nothing piles up while it cannot be reached; an alarm that
 * begins and ends meanwhile is not told at all.
 */
final class AlarmRoute {

    /** With the times between them half an hour, longer than most servers take to start again. */
    static final int ATTEMPTS = 10;

    private static final Duration FIRST_WAIT = Duration.ofSeconds(5);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final String id;
    private final BiConsumer<String, Alarm> send;
    private final Consumer<String> complain;
    private final Executor thread;
    private final LongSupplier nanoTime;
    private final AtomicBoolean woken = new AtomicBoolean();
    private int failures;
    private long next;

    /**
     * @param id the route's
     * @param send gives it an alarm, and throws what it failed with
     * @param complain says on the console that it failed
     */
    AlarmRoute(
            String id,
            BiConsumer<String, Alarm> send,
            Consumer<String> complain,
            Executor thread,
            LongSupplier nanoTime) {
        this.id = id;
        this.send = send;
        this.complain = complain;
        this.thread = thread;
        this.nanoTime = nanoTime;
    }

    /** Has the route told what it does not know, unless that is under way or has just failed. */
    void wake(List<JobAlarms> jobs) {
        if (woken.compareAndSet(false, true)) {
            thread.execute(() -> {
                woken.set(false);
                tell(jobs);
            });
        }
    }

    /** Whether there is nothing that it would have to be told. */
    boolean knowsAll(List<JobAlarms> jobs) {
        return jobs.stream().allMatch(job -> job.untold(id).isEmpty());
    }

    private void tell(List<JobAlarms> jobs) {
        if (failures > 0 && nanoTime.getAsLong() - next < 0) {
            return;
        }
        if (knowsAll(jobs)) {
            // What could not be told is over.
            failures = 0;
        }
        for (JobAlarms job : jobs) {
            for (Alarm alarm : job.untold(id)) {
                if (!tell(job, alarm)) {
                    return;
                }
            }
        }
    }

    private boolean tell(JobAlarms job, Alarm alarm) {
        try {
            send.accept(id, alarm);
        } catch (RuntimeException e) {
            failed(job, alarm, e);
            return false;
        }
        job.told(id, alarm);
        failures = 0;
        return true;
    }

    private void failed(JobAlarms job, Alarm alarm, RuntimeException e) {
        failures++;
        if (failures == 1) {
            complain.accept("route " + id + " failed: " + e.getMessage() + "; it is tried again, " + (ATTEMPTS - 1)
                    + " times at most");
        }
        if (failures == ATTEMPTS) {
            complain.accept("route " + id + " failed " + ATTEMPTS + " times: " + e.getMessage()
                    + "; it has not been told: " + alarm.text());
            job.gaveUp(id, alarm);
            failures = 0;
            return;
        }
        next = nanoTime.getAsLong() + waiting().toNanos();
    }

    private Duration waiting() {
        Duration doubled = FIRST_WAIT.multipliedBy(1L << (failures - 1));
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
