package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {

    @ParameterizedTest
    @ValueSource(strings = {"/etc/hostname", "..", "../x", "a/../../x", "", ".", "a/.."})
    void aMarkerThatIsNotInTheSourceIsAMistake(String marker) {
        Path path = Path.of(marker);
        assertThatThrownBy(() -> new Limits(null, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("require must be a path inside the source, relative to it");
    }

    @Test
    void aMarkerMayBeSpelledInRoundaboutWays() {
        assertThat(new Limits(null, Path.of("./a/../..b/c"))).isEqualTo(new Limits(null, Path.of("..b/c")));
    }
}
