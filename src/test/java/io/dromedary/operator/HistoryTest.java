package io.dromedary.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path state;

    private Instant now = Instant.parse("2026-11-20T10:00:10Z");

    private History open() {
        return History.open("photos", state, () -> now);
    }

    private Summary pass(PassResult result, long copied, long problems) {
        return new Summary(
                "photos",
                now.toEpochMilli(),
                result,
                result == PassResult.REFUSED ? "the source is empty" : null,
                0,
                copied,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                problems,
                copied * 10,
                now,
                Duration.ofMillis(1500));
    }

    private void pass(History history, PassResult result, long copied) {
        history.ended(pass(result, copied, 0));
    }

    @Test
    void passesOfAMinuteAreAddedUp() {
        History history = open();
        pass(history, PassResult.SYNCED, 2);
        pass(history, PassResult.REFUSED, 0);
        pass(history, PassResult.SYNCED, 1);

        assertThat(history.past(DAY).buckets())
                .containsExactly(
                        new Bucket(Instant.parse("2026-11-20T10:00:00Z"), 3, 3, 30, 4500, 1500, 0, PassResult.REFUSED));
    }

    @Test
    void whatWasWrittenIsThereAfterARestart() {
        try (History history = open()) {
            pass(history, PassResult.REFUSED, 0);
            history.flush();
            now = now.plusSeconds(70);
            pass(history, PassResult.SYNCED, 3);
            history.flush();
            pass(history, PassResult.SYNCED, 4);
        }
        Past before = open().past(DAY);

        assertThat(before.buckets()).extracting(Bucket::files).containsExactly(0L, 7L);
        assertThat(before.notable()).extracting(Summary::copied).containsExactly(4L, 3L, 0L);
        assertThat(before.notable().get(2).why()).isEqualTo("the source is empty");
        assertThat(open().past(Duration.ofDays(90)).buckets())
                .extracting(Bucket::passes)
                .containsExactly(3L);
    }

    @Test
    void minutesGoAfterADayAndHoursAfterNinety() {
        History history = open();
        pass(history, PassResult.SYNCED, 1);
        now = now.plus(Duration.ofHours(25));
        assertThat(history.past(DAY).buckets()).isEmpty();
        assertThat(history.past(Duration.ofHours(48)).buckets()).hasSize(1);
        now = now.plus(Duration.ofDays(90));
        assertThat(history.past(Duration.ofDays(90)).buckets()).isEmpty();
    }

    @Test
    void theFileStaysSmallHoweverLongItRuns() throws Exception {
        History history = open();
        for (int minute = 0; minute < 12_000; minute++) {
            pass(history, PassResult.SYNCED, minute % 2);
            history.flush();
            now = now.plusSeconds(60);
        }

        assertThat(Files.size(state.resolve(History.NAME))).isLessThan(1_000_000);
        Past reopened = open().past(DAY);
        assertThat(reopened.buckets()).hasSizeBetween(1439, 1441);
        assertThat(reopened.notable()).hasSize(History.PASSES_KEPT);
        assertThat(open().past(Duration.ofDays(90)).buckets().stream()
                        .mapToLong(Bucket::passes)
                        .sum())
                .isEqualTo(12_000);
    }

    @Test
    void aQuietJobWritesNothingBetweenTwoPasses() throws Exception {
        History history = open();
        pass(history, PassResult.SYNCED, 0);
        history.flush();
        String before = Files.readString(state.resolve(History.NAME));
        history.flush();

        assertThat(state.resolve(History.NAME)).hasContent(before);
    }

    @Test
    void halfALineAtTheEndCostsThatLine() throws Exception {
        try (History history = open()) {
            pass(history, PassResult.SYNCED, 5);
        }
        Files.writeString(state.resolve(History.NAME), "m 17632", StandardOpenOption.APPEND);
        try (History history = open()) {
            assertThat(history.past(DAY).buckets()).extracting(Bucket::files).containsExactly(5L);
            pass(history, PassResult.SYNCED, 1);
        }

        assertThat(open().past(DAY).buckets()).extracting(Bucket::files).containsExactly(6L);
    }

    @Test
    void aDamagedFileIsSetAside() throws Exception {
        Path file = Files.writeString(state.resolve(History.NAME), "dromedary history 1\nm one two\n");
        try (History history = open()) {
            assertThat(history.past(DAY).buckets()).isEmpty();
            pass(history, PassResult.SYNCED, 1);
        }

        assertThat(state.resolve("history.damaged")).hasContent("dromedary history 1\nm one two\n");
        assertThat(open().past(DAY).buckets()).hasSize(1);
        assertThat(file).exists();
    }
}
