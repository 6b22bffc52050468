package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A job whose passes are due at 2:00 and 3:00, and may begin from 1:00 to 4:00. */
class ScheduledPassTest {

    @TempDir
    Path temp;

    private final AtomicReference<Instant> now = new AtomicReference<>();
    private FolderSync sync;

    @BeforeEach
    void openAtNoon() {
        Bench bench = Bench.in(temp);
        make(bench.source(), file("x", "content"));
        Schedule schedule = Schedule.parse("schedule", "0 2,3 * * *", ZoneOffset.UTC);
        Window window = Window.parse("window", "01:00-04:00", ZoneOffset.UTC);
        InstantSource clock = now::get;
        at("03T12:00:00");
        sync = bench.with(bench.job().with(new Timing(schedule, window)))
                .with(clock.withZone(ZoneOffset.UTC))
                .open();
    }

    @AfterEach
    void close() {
        sync.close();
    }

    private void at(String time) {
        now.set(Instant.parse("2035-01-" + time + "Z"));
    }

    private boolean makesPass(Optional<Pass> begun) {
        begun.ifPresent(pass -> {
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.finish().forEachRemaining(event -> {});
        });
        return begun.isPresent();
    }

    @Test
    void aPassBeginsAtItsTimeAlsoByARouteThatWouldMakeOneEachTime() {
        assertThat(makesPass(sync.beginWhenDue())).isFalse();
        assertThat(makesPass(sync.beginUnlessPaused())).isFalse();
        assertThat(sync.status().next()).isEqualTo("2035-01-04T02:00:00Z");
        at("04T02:00:00");
        assertThat(makesPass(sync.beginUnlessPaused())).isTrue();
        assertThat(makesPass(sync.beginUnlessPaused())).isFalse();
        at("04T03:00:01");
        assertThat(makesPass(sync.beginWhenDue())).isTrue();
        assertThat(sync.status().next()).isEqualTo("2035-01-05T02:00:00Z");
    }

    @Test
    void aRequestIsMetOutsideTheWindowAndLeavesTheScheduleAlone() {
        sync.ask();
        assertThat(makesPass(sync.beginWhenDue())).isTrue();
        assertThat(makesPass(sync.beginWhenDue())).isFalse();
        assertThat(sync.status().next()).isEqualTo("2035-01-04T02:00:00Z");
    }

    @Test
    void aPassIsOverdueLongAfterItsTimeAndNotWhileTheWindowIsClosed() {
        assertThat(sync.status().overdue()).isFalse();
        at("04T02:09:00");
        assertThat(sync.status().overdue()).isFalse();
        at("04T02:11:00");
        assertThat(sync.status().overdue()).isTrue();
        at("04T04:30:00");
        assertThat(makesPass(sync.beginWhenDue())).isFalse();
        assertThat(sync.status().overdue()).isFalse();
        assertThat(sync.status().next()).isEqualTo("2035-01-05T01:00:00Z");
    }
}
