package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cli.Screen.Tone;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    @Test
    void aTerminalIsOneThatIsNotDumb() {
        assertThat(Screen.of(Map.of("TERM", "xterm"), true)).isEqualTo(new Screen(true, true));
        assertThat(Screen.of(Map.of("TERM", "xterm"), false)).isEqualTo(Screen.PIPE);
        assertThat(Screen.of(Map.of("TERM", "dumb"), true)).isEqualTo(Screen.PIPE);
        assertThat(Screen.of(Map.of(), true)).isEqualTo(Screen.PIPE);
    }

    @Test
    void whoWantsNoColoursGetsNone() {
        assertThat(Screen.of(Map.of("TERM", "xterm", "NO_COLOR", "1"), true)).isEqualTo(new Screen(true, false));
        assertThat(Screen.of(Map.of("TERM", "xterm", "NO_COLOR", ""), true)).isEqualTo(new Screen(true, true));
        assertThat(new Screen(true, false).paint(Tone.BAD, "x")).isEqualTo("x");
        assertThat(new Screen(true, true).paint(Tone.BAD, "x")).isEqualTo("\u001B[31mx\u001B[m");
    }
}
