package io.dromedary.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Trees;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PathTextTest {

    /** Names, with {@code %NN} for a byte, and their text. */
    static Stream<Arguments> names() {
        return Stream.of(
                Arguments.of("a/b.txt", "a/b.txt"),
                Arguments.of("with space", "with space"),
                Arguments.of("two%0Alines", "two\\x0Alines"),
                Arguments.of("return%0D", "return\\x0D"),
                Arguments.of("tab%09bell%07", "tab\\x09bell\\x07"),
                Arguments.of("escape%1B[31m", "escape\\x1B[31m"),
                Arguments.of("delete%7F", "delete\\x7F"),
                Arguments.of("next line%C2%85", "next line\\xC2\\x85"),
                Arguments.of("separator%E2%80%A8", "separator\\xE2\\x80\\xA8"),
                Arguments.of("paragraph%E2%80%A9", "paragraph\\xE2\\x80\\xA9"),
                Arguments.of("back\\slash", "back\\\\slash"),
                Arguments.of("looks like\\x0A", "looks like\\\\x0A"),
                Arguments.of("100%25", "100%"),
                Arguments.of("%FF", "\\xFF"),
                Arguments.of("a/%FF%FE/b", "a/\\xFF\\xFE/b"),
                Arguments.of("half a letter %C3", "half a letter \\xC3"),
                Arguments.of("half an emoji %F0%9F%98", "half an emoji \\xF0\\x9F\\x98"),
                Arguments.of("both %C3%A9 and %E9", "both \u00e9 and \\xE9"),
                Arguments.of("both %C3%A9, %FF and \\", "both \u00e9, \\xFF and \\\\"),
                Arguments.of("surrogate %ED%A0%80", "surrogate \\xED\\xA0\\x80"),
                Arguments.of("replacement %EF%BF%BD", "replacement \uFFFD"),
                Arguments.of("emoji %F0%9F%90%AA", "emoji \uD83D\uDC2A"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("names")
    void aNameIsOnOneLineAndCanBeRecovered(String name, String text) {
        assertThat(PathText.of(Trees.child(Path.of(""), name))).isEqualTo(text);
        assertThat(PathText.path(text)).isEqualTo(Trees.child(Path.of(""), name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\x", "a\\xZZ", "a\\n", "a\\x0"})
    void textThatNoPathHasIsRefused(String text) {
        assertThatThrownBy(() -> PathText.path(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "/{1}")
    @MethodSource("names")
    void anAbsolutePathKeepsItsSlash(String name, String text) {
        assertThat(PathText.of(Trees.child(Path.of("/top"), name))).isEqualTo("/top/" + text);
    }

    @Test
    void aRootIsADot() {
        assertThat(PathText.of(Tree.TOP)).isEqualTo(".");
        assertThat(PathText.path(".")).isEqualTo(Tree.TOP);
    }

    @Test
    void aFolderThatExistsHasNoSlashAtItsEnd() {
        assertThat(PathText.of(Path.of("/tmp"))).isEqualTo("/tmp");
    }

    @Test
    void textThatIsNoPathIsEscapedInTheSameWay() {
        assertThat(PathText.escape("a\nb\\c\u2028")).isEqualTo("a\\x0Ab\\\\c\\xE2\\x80\\xA8");
        assertThat(PathText.escape("plain \u00e9")).isEqualTo("plain \u00e9");
    }
}
