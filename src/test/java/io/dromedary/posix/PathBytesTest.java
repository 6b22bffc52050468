package io.dromedary.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PathBytesTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a/b", "/a/b", "a b", "\u00e9/\u6f22", "-", "%41", "a\\b"})
    void textIsUtf8(String text) {
        Path path = Path.of(text);
        assertThat(PathBytes.of(path)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
        assertThat(PathBytes.path(PathBytes.of(path))).isEqualTo(path);
    }

    @Property
    void anyNameComesBackAsItWas(@ForAll @Size(min = 1, max = 20) byte[] name) {
        for (int i = 0; i < name.length; i++) {
            name[i] = name[i] == 0 || name[i] == '/' ? (byte) 'x' : name[i];
        }
        assertThat(PathBytes.of(PathBytes.path(name))).isEqualTo(name);
        assertThat(PathBytes.of(Path.of("/f").resolve(PathBytes.path(name)))).endsWith(name);
    }
}
