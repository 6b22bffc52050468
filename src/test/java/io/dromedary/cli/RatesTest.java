package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatesTest {

    @ParameterizedTest
    @CsvSource({"1, 1024", "500K, 512000", "500k, 512000", "10M, 10485760", "1.5G, 1610612736", "0.5, 512"})
    void aRateIsReadAsOthersReadIt(String text, long bytesPerSecond) {
        assertThat(Rates.parse(text)).isEqualTo(bytesPerSecond);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "fast", "0", "0K", "-1", "10T", "10MB", "1,5M", "0.0001", "K", "1e3"})
    void nonsenseIsNoRate(String text) {
        assertThatThrownBy(() -> Rates.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("bwlimit must be a rate such as 500K, 10M or 1.5G: " + text);
    }
}
