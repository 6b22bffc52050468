package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalsTest {

    @ParameterizedTest
    @CsvSource({
        "10, PT10S",
        "60, PT1M",
        "3600, PT1H",
        "90s, PT90S",
        "15m, PT15M",
        "1h, PT1H",
        "1d, P1D",
        "0.5, PT0.5S",
        "1.5h, PT90M",
        "0.001, PT0.001S",
        "' 7 ', PT7S",
        "999999999d, P999999999D",
        "1 h, PT1H",
        "90 s, PT90S",
        "1h30m, PT90M",
        "1h 30m, PT90M",
        "2 days, P2D",
        "1 day 12 hours, PT36H",
        "1d2h3m4s, PT26H3M4S",
        "10 min, PT10M",
        "1 minute 30 seconds, PT90S"
    })
    void aDurationIsSecondsOrHasAUnit(String text, Duration expected) {
        assertThat(Intervals.parse("interval", text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0s", "0.0", "0.000d"})
    void aDurationIsLongerThanNothing(String text) {
        assertThatThrownBy(() -> Intervals.parse("interval", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval")
                .hasMessageContaining(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "soon",
                "5w",
                "30m1h",
                "1h1h",
                "1hm",
                "1h30",
                "h",
                "1 month",
                "1 hm",
                "1  h",
                "1e3",
                ".5",
                "5.",
                "0.0001",
                "٣",
                "9999999999"
            })
    void whatIsNoDurationIsNamed(String text) {
        assertThatThrownBy(() -> Intervals.parse("interval", text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("interval must be")
                .hasMessageEndingWith(": " + text);
    }
}
