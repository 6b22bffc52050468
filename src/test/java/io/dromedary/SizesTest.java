package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "1023, 1023 B",
        "1024, 1 KiB",
        "1500, 1.5 KiB",
        "10188, 9.9 KiB",
        "10200, 10 KiB",
        "1047552, 1023 KiB",
        "1048063, 1023 KiB",
        "1048064, 1 MiB",
        "356515840, 340 MiB",
        "9223372036854775807, 8 EiB"
    })
    void anAmountIsWrittenForPeople(long bytes, String text) {
        assertThat(Sizes.text(bytes)).isEqualTo(text).hasSizeLessThanOrEqualTo(8);
    }
}
