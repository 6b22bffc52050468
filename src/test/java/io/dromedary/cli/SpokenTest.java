package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpokenTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "1, 1 byte",
        "1023, 1023 bytes",
        "1024, 1.0 KiB",
        "1500, 1.5 KiB",
        "10188, 9.9 KiB",
        "10200, 10 KiB",
        "1047552, 1023 KiB",
        "1048064, 1.0 MiB",
        "356515840, 340 MiB",
        "9223372036854775807, 8.0 EiB"
    })
    void anAmountIsShort(long bytes, String text) {
        assertThat(Spoken.size(bytes)).isEqualTo(text).hasSizeLessThanOrEqualTo(10);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "PT0S, 0 s",
        "PT59.9S, 59 s",
        "PT60S, 1 min",
        "PT75S, 1 min 15 s",
        "PT1H, 1 h",
        "PT2H5M3S, 2 h 5 min",
        "P3DT4H5M, 3 d 4 h"
    })
    void aLengthOfTimeHasTwoPartsAtMost(Duration span, String words) {
        assertThat(Spoken.span(span)).isEqualTo(words);
    }
}
