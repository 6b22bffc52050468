package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** 2026-11-21 is a Saturday. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            22:00-06:00         | 2026-11-21T12:00:00Z | 2026-11-21T22:00:00Z
            22:00-06:00         | 2026-11-21T22:00:00Z | 2026-11-21T22:00:00Z
            22:00-06:00         | 2026-11-22T05:59:59Z | 2026-11-22T05:59:59Z
            22:00-06:00         | 2026-11-22T06:00:00Z | 2026-11-22T22:00:00Z
            8:00-18:30          | 2026-11-21T18:29:00Z | 2026-11-21T18:29:00Z
            08:00-18:30         | 2026-11-21T18:30:00Z | 2026-11-22T08:00:00Z
            08:00 - 24:00       | 2026-11-21T23:59:00Z | 2026-11-21T23:59:00Z
            08:00-24:00         | 2026-11-22T00:00:00Z | 2026-11-22T08:00:00Z
            Mon-Fri 22:00-06:00 | 2026-11-21T05:00:00Z | 2026-11-21T05:00:00Z
            Mon-Fri 22:00-06:00 | 2026-11-21T06:00:00Z | 2026-11-23T22:00:00Z
            mon-fri 22:00-06:00 | 2026-11-23T05:00:00Z | 2026-11-23T22:00:00Z
            Sat,Sun 00:00-24:00 | 2026-11-22T23:59:00Z | 2026-11-22T23:59:00Z
            Sat,Sun 00:00-24:00 | 2026-11-23T00:00:00Z | 2026-11-28T00:00:00Z
            Fri-Mon 10:00-11:00 | 2026-11-23T11:00:00Z | 2026-11-27T10:00:00Z
            Tue,Thu-Fri 10:00-11:00 | 2026-11-24T11:00:00Z | 2026-11-26T10:00:00Z
            Wed 10:00-11:00     | 2026-11-25T11:00:00Z | 2026-12-02T10:00:00Z
            """)
    void isOpenFromABeginningToAnEnd(String text, Instant from, Instant expected) {
        Window window = Window.parse("window", text, ZoneOffset.UTC);
        assertThat(window.open(from)).isEqualTo(expected);
        assertThat(window.isOpen(from)).isEqualTo(from.equals(expected));
        assertThat(window.isOpen(expected)).isTrue();
        assertThat(window.open(expected)).isEqualTo(expected);
    }

    /** In Berlin 2:00 to 3:00 is left out on 29 March 2026, and comes twice on 25 October. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            02:30-06:00 | 2026-03-29T01:00+01:00 | 2026-03-29T03:00+02:00
            02:10-02:50 | 2026-03-29T01:00+01:00 | 2026-03-30T02:10+02:00
            22:00-02:30 | 2026-03-29T03:00+02:00 | 2026-03-29T22:00+02:00
            02:00-02:30 | 2026-10-25T01:00+02:00 | 2026-10-25T02:00+02:00
            02:00-02:30 | 2026-10-25T02:40+02:00 | 2026-10-25T02:00+01:00
            02:00-02:30 | 2026-10-25T02:40+01:00 | 2026-10-26T02:00+01:00
            """)
    void goesByTheClockAlsoWhereThatIsSet(String text, OffsetDateTime from, OffsetDateTime expected) {
        assertThat(Window.parse("window", text, BERLIN).open(from.toInstant())).isEqualTo(expected.toInstant());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "22-6",
                "22:00",
                "22:00-",
                "25:00-06:00",
                "22:60-06:00",
                "24:00-06:00",
                "08:00-08:00",
                "Mon 22:00",
                "Mo 22:00-06:00",
                "Foo 22:00-06:00",
                "Mon-Foo 22:00-06:00",
                "Mon, 22:00-06:00",
                "Mon22:00-06:00",
                "22:00-24:01",
                "22:00-06:00,08:00-09:00",
                "nonsense",
                "٢٢:00-06:00"
            })
    void whatIsNoWindowIsToldWithAnExample(String text) {
        assertThatThrownBy(() -> Window.parse("window", text, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(
                        "window must be a time of the day such as 22:00-06:00, or Mon-Fri 22:00-06:00: ")
                .hasMessageEndingWith(": " + text);
    }

    @Test
    void nobodyWaitsForOneThatIsAlwaysOpen() {
        for (int hour = 0; hour < 24 * 8; hour++) {
            Instant time = Instant.parse("2026-11-21T00:00:00Z").plus(Duration.ofHours(hour));
            assertThat(Window.ALWAYS.open(time)).isEqualTo(time);
            assertThat(Window.parse("window", "00:00-24:00", BERLIN).open(time)).isEqualTo(time);
        }
    }
}
