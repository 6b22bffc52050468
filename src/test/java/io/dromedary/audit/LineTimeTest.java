package io.dromedary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class LineTimeTest {

    private final LineTime time = new LineTime(ZoneId.of("Europe/Prague"));

    @Test
    void eachSecondHasItsOwnTextWhateverTheOrder() {
        assertThat(time.seconds(Instant.parse("2026-11-20T09:14:33.999Z"))).isEqualTo("2026-11-20 10:14:33");
        assertThat(time.seconds(Instant.parse("2026-11-20T09:14:34Z"))).isEqualTo("2026-11-20 10:14:34");
        assertThat(time.seconds(Instant.parse("2026-11-20T09:14:34.5Z"))).isEqualTo("2026-11-20 10:14:34");
        assertThat(time.seconds(Instant.parse("2026-11-20T09:14:33Z"))).isEqualTo("2026-11-20 10:14:33");
    }

    @Test
    void theHourThatComesTwiceIsToldInLocalTime() {
        assertThat(time.seconds(Instant.parse("2026-10-25T00:30:00Z"))).isEqualTo("2026-10-25 02:30:00");
        assertThat(time.seconds(Instant.parse("2026-10-25T01:30:00Z"))).isEqualTo("2026-10-25 02:30:00");
        assertThat(time.exact(Instant.parse("2026-10-25T01:30:00Z"))).isEqualTo("2026-10-25T02:30:00+01:00");
    }
}
