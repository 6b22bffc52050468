package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.Pace;
import io.dromedary.audit.Summary;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.support.SimpleRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobMetersTest {

    @TempDir
    Path temp;

    private final SimpleRegistry beans = new SimpleRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Job job;

    @BeforeEach
    void aJobThatTakesHalfASecond() throws Exception {
        Path source = Files.createDirectory(temp.resolve("source"));
        Files.write(source.resolve("a"), new byte[512 * 1024]);
        Files.write(source.resolve("b"), new byte[1]);
        job = Job.of("photos", source, temp.resolve("replica")).with(new Pace(1, 1024 * 1024, false));
    }

    private Summary pass(FolderSync sync) {
        return sync.run(event -> {});
    }

    @Test
    void theTimeOfAPassIsTheSameInSummaryAndMetersAndOnAClockOutside() throws Exception {
        beans.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        try (FolderSync sync = FolderSync.open(job, temp.resolve("state"), Clock.systemUTC())) {
            sync.addListener(new JobMeters(beans, "photos", sync::status));
            long start = System.nanoTime();
            Duration took = pass(sync).took();
            Duration outside = Duration.ofNanos(System.nanoTime() - start);

            Timer timer = meters.get("dromedary.pass").tag("job", "photos").timer();
            assertThat(timer.totalTime(TimeUnit.NANOSECONDS)).isEqualTo(took.toNanos());
            assertThat(took).isBetween(Duration.ofMillis(480), outside);
            assertThat(outside.minus(took)).isLessThan(Duration.ofMillis(400));
        }
    }

    @Test
    void aClockThatIsSetWithinAPassDoesNotShowInItsTime() throws Exception {
        beans.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        AtomicLong asked = new AtomicLong();
        InstantSource setBack = () -> Instant.EPOCH.minus(Duration.ofHours(asked.incrementAndGet()));
        try (FolderSync sync = FolderSync.open(job, temp.resolve("state"), setBack.withZone(ZoneOffset.UTC))) {
            sync.addListener(new JobMeters(beans, "photos", sync::status));
            long start = System.nanoTime();
            Summary summary = pass(sync);
            Duration outside = Duration.ofNanos(System.nanoTime() - start);

            assertThat(summary.took()).isBetween(Duration.ofMillis(480), outside);
            assertThat(summary.message()).startsWith("Pass finished in 0.");
            assertThat(meters.get("dromedary.pass").timer().totalTime(TimeUnit.NANOSECONDS))
                    .isEqualTo(summary.took().toNanos());
        }
    }

    @Test
    void aRegistryThatComesLaterGetsThePassesFromThenOn() throws Exception {
        try (FolderSync sync = FolderSync.open(job, temp.resolve("state"), Clock.systemUTC())) {
            sync.addListener(new JobMeters(beans, "photos", sync::status));
            pass(sync);
            beans.bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
            Files.delete(job.source().resolve("a"));
            pass(sync);

            assertThat(meters.get("dromedary.pass").timer().count()).isOne();
            assertThat(meters.get("dromedary.entries.removed").counter().count())
                    .isOne();
            assertThat(meters.get("dromedary.files.copied").counter().count()).isZero();
        }
    }
}
