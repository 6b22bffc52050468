package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScrubTest {

    private static final Duration WEEK = Duration.ofDays(7);
    private static final Instant NOW = Instant.parse("2026-11-20T10:14:33Z");
    private static final List<Path> FILES = IntStream.range(0, 10_000)
            .mapToObj(i -> Path.of("folder " + i % 100, "file " + i))
            .toList();

    private static long due(Scrub scrub) {
        return FILES.stream().filter(scrub::isDue).count();
    }

    @Test
    void inAWholeIntervalEachFileIsDueOnceHoweverManyPassesThereAre() {
        int[] times = new int[FILES.size()];
        Instant last = NOW;
        for (int pass = 1; pass <= 1000; pass++) {
            Instant now = NOW.plus(WEEK.multipliedBy(pass).dividedBy(1000));
            Scrub scrub = Scrub.between(last, now, WEEK);
            for (int i = 0; i < times.length; i++) {
                times[i] += scrub.isDue(FILES.get(i)) ? 1 : 0;
            }
            last = now;
        }
        assertThat(times).containsOnly(1);
    }

    @Test
    void eachPassReadsItsShare() {
        assertThat(due(Scrub.between(NOW, NOW.plus(WEEK.dividedBy(10)), WEEK))).isBetween(900L, 1100L);
    }

    @Test
    void afterALongPauseEverythingIsDue() {
        assertThat(due(Scrub.between(NOW, NOW.plus(WEEK), WEEK))).isEqualTo(FILES.size());
        assertThat(due(Scrub.between(NOW, NOW.plus(WEEK.multipliedBy(5)), WEEK)))
                .isEqualTo(FILES.size());
        assertThat(due(Scrub.ALL)).isEqualTo(FILES.size());
    }

    @Test
    void withoutTimeOrWithAClockThatWasSetBackNothingIs() {
        assertThat(due(Scrub.NOTHING)).isZero();
        assertThat(due(Scrub.between(NOW, NOW, WEEK))).isZero();
        assertThat(due(Scrub.between(NOW, NOW.minus(WEEK), WEEK))).isZero();
    }
}
