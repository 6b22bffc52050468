package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PathsTest {

    @Test
    void aPathIsTakenAsItIsTyped() {
        assertThat(Paths.parse("source", "a/../b c")).isEqualTo(Path.of("a/../b c"));
    }

    @Test
    void nothingIsNoPath() {
        assertThatThrownBy(() -> Paths.parse("source", "")).hasMessage("source is empty: give a path");
    }

    @Test
    void aCharacterThatNoPathCanHaveIsNotBlamedOnTheLocale() {
        assertThatThrownBy(() -> Paths.parse("source", "a\0b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("source is no path");
    }

    @Test
    void whatTheLocaleGarbledNamesTheVariableToSet() {
        assertThatThrownBy(() -> Paths.parse("log-file", "gr\uFFFD\uFFFDe"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("log-file")
                .hasMessageContaining("LC_ALL");
    }
}
