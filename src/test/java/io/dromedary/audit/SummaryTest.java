package io.dromedary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SummaryTest {

    private static Summary summary(PassResult result, String why, long each, long problems) {
        return new Summary(
                "job",
                1,
                result,
                why,
                each,
                each,
                each,
                each,
                each,
                each,
                each,
                each,
                each,
                problems,
                each * 1000,
                Instant.EPOCH,
                Duration.ofMillis(1234));
    }

    @Test
    void aPassThatFoundNothingSaysSo() {
        assertThat(summary(PassResult.SYNCED, null, 0, 0).message())
                .isEqualTo("Pass finished in 1.234 s: nothing to do, 0 bytes, no problems.");
    }

    @Test
    void everythingThatHappenedIsCounted() {
        assertThat(summary(PassResult.PROBLEMS, null, 2, 1).message())
                .isEqualTo("Pass finished in 1.234 s: 2 created, 2 copied, 2 updated, 2 moved, 2 adjusted, 2 removed,"
                        + " 2 vanished, 2 busy, 2 skipped, 2000 bytes, 1 problem.");
        assertThat(summary(PassResult.PROBLEMS, null, 0, 3).message()).endsWith("0 bytes, 3 problems.");
    }

    @Test
    void aPassThatDidNotRunSaysWhy() {
        assertThat(summary(PassResult.REFUSED, "too much", 0, 0).message())
                .isEqualTo("Pass refused: too much. Nothing was touched.");
        assertThat(summary(PassResult.FAILED, "no source", 0, 0).message())
                .isEqualTo("Pass failed: no source. Nothing was touched.");
        assertThat(summary(PassResult.STOPPED, null, 1, 0).message())
                .startsWith("Pass stopped before its end in 1.234 s: ");
    }

    @Test
    void numbersAreWrittenAlikeEverywhere() {
        assertThat(String.format(Locale.GERMANY, "%.2f", 1.23)).isEqualTo("1,23");
        assertThat(summary(PassResult.SYNCED, null, 0, 0).message()).contains("1.234 s");
    }

    @ParameterizedTest
    @CsvSource({"SYNCED, 0, INFO", "STOPPED, 0, INFO", "PROBLEMS, 1, WARN", "REFUSED, 3, WARN", "FAILED, 4, ERROR"})
    void aResultHasAnExitCodeAndALevel(PassResult result, int exitCode, Level level) {
        assertThat(result.exitCode()).isEqualTo(exitCode);
        assertThat(summary(result, "why", 0, 0).level()).isEqualTo(level);
    }
}
