package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaxDeleteTest {

    @ParameterizedTest(name = "{0}: {1} of {2} files")
    @CsvSource({
        "0, 0, 5, true",
        "0, 1, 5, false",
        "3, 3, 5, true",
        "3, 4, 5, false",
        "0%, 0, 5, true",
        "0%, 1, 100000, false",
        "50%, 5, 10, true",
        "50%, 6, 10, false",
        "33%, 1, 3, false",
        "34%, 1, 3, true",
        "100%, 10, 10, true",
        "100%, 0, 0, true",
        "10%, 0, 0, true",
        "999999999999999999, 9, 10, true",
    })
    void aLimitThatWasGivenHoldsForTheFirstFile(String limit, long deletions, long files, boolean allowed) {
        assertThat(MaxDelete.parse(limit).allows(deletions, files)).isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} of {1} files")
    @CsvSource({"1, 1, true", "19, 19, true", "20, 20, false", "20, 40, true", "20, 39, false", "500, 1000, true"})
    void theDefaultLeavesAHandfulAlone(long deletions, long files, boolean allowed) {
        assertThat(MaxDelete.DEFAULT.allows(deletions, files)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "-1%", "101%", "1.5", "ten", "5 %", "5%%", "9223372036854775808"})
    void whatIsNoNumberAndNoPercentageIsAMistake(String text) {
        assertThatThrownBy(() -> MaxDelete.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("max-delete must be a number of files");
    }

    @Test
    void onlyAllOfTheReplicaIsAll() {
        assertThat(MaxDelete.parse("100%").allowsAll()).isTrue();
        assertThat(MaxDelete.parse("99%").allowsAll()).isFalse();
        assertThat(MaxDelete.parse("100").allowsAll()).isFalse();
        assertThat(MaxDelete.DEFAULT.allowsAll()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "0", "12%", "100%"})
    void aLimitIsPrintedAsItWasGiven(String text) {
        assertThat(MaxDelete.parse(" " + text + " ")).hasToString(text);
    }
}
