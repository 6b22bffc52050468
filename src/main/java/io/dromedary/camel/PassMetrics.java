package io.dromedary.camel;

import io.dromedary.JobStatus;
import io.dromedary.PassListener;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The meters of one job, all with the tag {@code job}. They add up the summaries that the log shows. */
final class PassMetrics implements PassListener {

    private final Counter copied;
    private final Counter updated;
    private final Counter moved;
    private final Counter removed;
    private final Counter bytes;
    private final Counter problems;
    private final MeterRegistry meters;
    private final Tags tags;
    private final AtomicReference<Double> lastSuccess = new AtomicReference<>(0.0);

    PassMetrics(MeterRegistry meters, String job, Supplier<JobStatus> status) {
        this.meters = meters;
        this.tags = Tags.of("job", job);
        this.copied = counter("dromedary.files.copied", "Files and links that were new in the replica");
        this.updated = counter("dromedary.files.updated", "Files and links whose content was replaced");
        this.moved = counter("dromedary.entries.moved", "Files and folders that got another path in the replica");
        this.removed = counter("dromedary.entries.removed", "Entries removed from the replica");
        this.bytes = Counter.builder("dromedary.bytes.copied")
                .description("Content written to the replica")
                .baseUnit("bytes")
                .tags(tags)
                .register(meters);
        this.problems = counter("dromedary.problems", "Paths that could not be read or written");
        gauge(
                "dromedary.rot",
                "Files of the source that have rotted and were neither mended nor accepted",
                () -> status.get().rotten());
        gauge(
                "dromedary.in.sync",
                "1 when the last pass left source and replica the same and no problem stands",
                () -> one(status.get().inSync()));
        gauge(
                "dromedary.problems.standing",
                "Problems that stand since the last passes",
                () -> status.get().problemCount());
        gauge(
                "dromedary.refused",
                "1 when the guard refused the last pass",
                () -> one(status.get().refused() != null));
        gauge(
                "dromedary.failed",
                "1 when the last pass could not run",
                () -> one(status.get().last() != null && status.get().last().result() == PassResult.FAILED));
        gauge(
                "dromedary.overdue",
                "1 when a pass should have begun, or have come further, long ago",
                () -> one(status.get().overdue()));
        gauge(
                "dromedary.paused",
                "1 when passes wait until somebody lets them go on",
                () -> one(status.get().paused()));
        Gauge.builder("dromedary.last.success", lastSuccess, AtomicReference::get)
                .description("End of the last pass that left source and replica the same, in seconds since 1970")
                .baseUnit("seconds")
                .tags(tags)
                .register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).tags(tags).register(meters);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).tags(tags).register(meters);
    }

    private static int one(boolean is) {
        return is ? 1 : 0;
    }

    @Override
    public void ended(Summary summary) {
        copied.increment(summary.copied());
        updated.increment(summary.updated());
        moved.increment(summary.moved());
        removed.increment(summary.removed());
        bytes.increment(summary.bytes());
        problems.increment(summary.problems());
        Timer.builder("dromedary.pass")
                .description("Length of a pass")
                .tags(tags.and("result", summary.result().word()))
                .register(meters)
                .record(summary.took());
        if (summary.result() == PassResult.SYNCED) {
            lastSuccess.set(summary.started().plus(summary.took()).toEpochMilli() / 1000.0);
        }
    }
}
