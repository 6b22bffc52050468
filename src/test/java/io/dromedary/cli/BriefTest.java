package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class BriefTest {

    private static final String BEFORE = "2026-11-20 10:14:33 [INFO]: ";

    @Test
    void aPassIsToldInRoundFigures() {
        Summary summary = new Summary(
                "default",
                1,
                PassResult.SYNCED,
                null,
                2,
                301,
                0,
                0,
                0,
                4,
                0,
                1,
                0,
                0,
                34_567_890,
                Instant.EPOCH,
                Duration.ofMillis(1234));

        assertThat(Brief.of(summary, BEFORE + summary.message()))
                .isEqualTo(BEFORE
                        + "Pass finished in 1.234 s: 2 created, 301 copied, 4 removed, 1 busy, 33 MiB, no problems.");
    }

    @ParameterizedTest
    @EnumSource(
            value = PassResult.class,
            names = {"SYNCED", "PROBLEMS", "STOPPED"})
    void twoLinesAreEnoughForTheLargestPass(PassResult result) {
        for (long count : new long[] {1, 99_999, 123_456, 987_654_321, 9_999_999_999_999L}) {
            for (Duration took : new Duration[] {Duration.ofMillis(59_999), Duration.ofMinutes(1439)}) {
                Summary summary = summary(result, count, count * 1_000, took);

                assertThat(Brief.of(summary, BEFORE + summary.message()).length())
                        .isBetween(80, 160);
            }
        }
    }

    @Test
    void aRefusalIsToldInFull() {
        String why = "3 of 3 files in the replica would be deleted (a, b, c); allow it with --max-delete 100%";
        Summary summary = new Summary(
                "default", 1, PassResult.REFUSED, why, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, Instant.EPOCH, Duration.ZERO);

        assertThat(Brief.of(summary, BEFORE + summary.message())).isEqualTo(BEFORE + summary.message());
    }

    @Test
    void whatIsNoLineOfThisSummaryStaysAsItIs() {
        Summary summary = summary(PassResult.SYNCED, 3, 34_567_890, Duration.ofMillis(1234));
        String json = "{\"message\":\"" + summary.message() + "\"}";

        assertThat(Brief.of(summary, json)).isEqualTo(json);
        assertThat(Brief.of(summary, BEFORE + "Something else.")).isEqualTo(BEFORE + "Something else.");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "99999, 99999", "100000, 100K", "999499, 999K", "999500, 1.0M", "9940000, 9.9M", "12345678, 12M"
    })
    void largeCountsAreRounded(long count, String words) {
        assertThat(Brief.count(count, 100_000)).isEqualTo(words);
    }

    private static Summary summary(PassResult result, long count, long bytes, Duration took) {
        return new Summary(
                "default",
                1,
                result,
                null,
                count,
                count,
                count,
                count,
                count,
                count,
                count,
                count,
                count,
                count,
                bytes,
                Instant.EPOCH,
                took);
    }
}
