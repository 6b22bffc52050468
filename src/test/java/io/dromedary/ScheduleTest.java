package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    /** The next times after 2026-11-21, a Saturday, at 10:07. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 2 * * *             | 22T02:00 23T02:00 24T02:00
            */15 * * * *          | 21T10:15 21T10:30 21T10:45
            5/20 * * * *          | 21T10:25 21T10:45 21T11:05
            10-12 11 * * *        | 21T11:10 21T11:11 21T11:12
            0 8-18/5 * * *        | 21T13:00 21T18:00 22T08:00
            0 2,14 * * *          | 21T14:00 22T02:00 22T14:00
            30 6 * * mon-fri      | 23T06:30 24T06:30 25T06:30
            30 6 * * MON,Wed      | 23T06:30 25T06:30 30T06:30
            30 6 * * 0            | 22T06:30 29T06:30
            30 6 * * 7            | 22T06:30 29T06:30
            30 6 * * sun          | 22T06:30 29T06:30
            30 6 * * 5-7          | 22T06:30 27T06:30 28T06:30
            0 0 25 nov mon        | 23T00:00 25T00:00 30T00:00
            0 0 25 11 *           | 25T00:00
            ' 0   2  25,26 * * '  | 25T02:00 26T02:00
            @hourly               | 21T11:00 21T12:00
            @daily                | 22T00:00 23T00:00
            @midnight             | 22T00:00 23T00:00
            @Weekly               | 22T00:00 29T00:00
            """)
    void namesTimesAsACrontabDoes(String text, String expected) {
        List<String> found = new ArrayList<>();
        Schedule schedule = Schedule.parse("schedule", text, ZoneOffset.UTC);
        Instant time = Instant.parse("2026-11-21T10:07:00Z");
        for (int i = expected.split(" ").length; i > 0; i--) {
            time = schedule.next(time);
            found.add(time.toString().substring(8, 16));
        }
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    /** In Berlin 2:00 to 3:00 is left out on 29 March 2026, and comes twice on 25 October. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            30 1 * * *    | 2026-03-28T12:00+01:00 | 29T01:30+01:00 30T01:30+02:00
            30 2 * * *    | 2026-03-28T12:00+01:00 | 29T03:00+02:00 30T02:30+02:00
            0 2 * * *     | 2026-03-28T12:00+01:00 | 29T03:00+02:00 30T02:00+02:00
            0 3 * * *     | 2026-03-28T12:00+01:00 | 29T03:00+02:00 30T03:00+02:00
            */20 2 * * *  | 2026-03-28T12:00+01:00 | 29T03:00+02:00 30T02:00+02:00
            0,30 2,3 * * * | 2026-03-28T12:00+01:00 | 29T03:00+02:00 29T03:30+02:00 30T02:00+02:00
            */30 * * * *  | 2026-03-29T01:15+01:00 | 29T01:30+01:00 29T03:00+02:00 29T03:30+02:00
            15 * * * *    | 2026-03-29T01:00+01:00 | 29T01:15+01:00 29T03:15+02:00 29T04:15+02:00
            30 2 * * *    | 2026-10-24T12:00+02:00 | 25T02:30+02:00 26T02:30+01:00
            0 2 * * *     | 2026-10-24T12:00+02:00 | 25T02:00+02:00 26T02:00+01:00
            0 3 * * *     | 2026-10-24T12:00+02:00 | 25T03:00+01:00 26T03:00+01:00
            */30 2 * * *  | 2026-10-25T02:10+02:00 | 25T02:30+02:00 26T02:00+01:00
            30 2 * * *    | 2026-10-25T02:10+01:00 | 26T02:30+01:00
            0,30 2,3 * * * | 2026-10-25T02:40+01:00 | 25T03:00+01:00 25T03:30+01:00 26T02:00+01:00
            */30 * * * *  | 2026-10-25T01:45+02:00 | 25T02:00+02:00 25T02:30+02:00 25T02:00+01:00 25T02:30+01:00 25T03:00+01:00
            @hourly       | 2026-10-25T01:30+02:00 | 25T02:00+02:00 25T02:00+01:00 25T03:00+01:00
            30 */2 * * *  | 2026-10-25T01:45+02:00 | 25T02:30+02:00 25T02:30+01:00 25T04:30+01:00
            """)
    void anHourThatIsLeftOutLosesNothingAndOneThatComesTwiceCountsOnce(String text, String after, String expected) {
        List<String> found = new ArrayList<>();
        Schedule schedule = Schedule.parse("schedule", text, BERLIN);
        Instant time = java.time.OffsetDateTime.parse(after).toInstant();
        for (int i = expected.split(" ").length; i > 0; i--) {
            time = schedule.next(time);
            found.add(time.atZone(BERLIN).toOffsetDateTime().toString().substring(8));
        }
        assertThat(String.join(" ", found)).isEqualTo(expected);
    }

    /** Lord Howe's clock jumps by half an hour, and Apia left out a whole day in 2011. */
    @ParameterizedTest
    @CsvSource({
        "15 2 * * *, Australia/Lord_Howe, 2026-10-03T12:00:00Z, 2026-10-03T15:30:00Z",
        "0 12 30 12 *, Pacific/Apia, 2011-12-01T00:00:00Z, 2011-12-30T10:00:00Z",
        "0 0 29 2 *, UTC, 2026-11-21T00:00:00Z, 2028-02-29T00:00:00Z",
        "0 0 29 2 *, UTC, 2096-11-21T00:00:00Z, 2104-02-29T00:00:00Z",
        "0 2 * * *, +05:30, 2026-11-21T00:00:00Z, 2026-11-21T20:30:00Z"
    })
    void clocksElsewhereDoOtherThings(String text, String zone, Instant after, Instant expected) {
        assertThat(Schedule.parse("schedule", text, ZoneId.of(zone)).next(after))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            61 2 * * *        | 61 is no minute (0 to 59)
            0 25 * * *        | 25 is no hour (0 to 23)
            0 22-6 * * *      | 22-6 is no hour (0 to 23)
            0 2 32 * *        | 32 is no day of the month (1 to 31)
            0 2 0 * *         | 0 is no day of the month (1 to 31)
            0 2 L * *         | L is no day of the month (1 to 31)
            0 2 * foo *       | FOO is no month (1 to 12
            0 2 * * 8         | 8 is no day of the week (0 to 7
            0 2 * * ?         | ? is no day of the week (0 to 7
            */0 2 * * *       | */0 is no minute (0 to 59)
            1,,2 2 * * *      | 1,,2 is no minute (0 to 59)
            0 2 * *           | five fields
            0 0 2 * * *       | five fields
            nonsense          | five fields
            @reboot           | five fields
            ''                | five fields
            0 0 30 2 *        | a time that comes
            0 0 31 4,6,9,11 * | a time that comes
            """)
    void whatIsNoScheduleIsToldWithTheFieldAtFault(String text, String why) {
        assertThatThrownBy(() -> Schedule.parse("schedule", text, ZoneOffset.UTC))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("schedule must ")
                .hasMessageContaining("such as \"0 2 * * *\"")
                .hasMessageContaining(why)
                .hasMessageEndingWith(": " + text)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 2 * * mon", "0  2 * * MON ", "0\t2 * * Mon"})
    void isTheSameHoweverItIsWritten(String text) {
        assertThat(Schedule.parse("schedule", text, BERLIN))
                .isEqualTo(Schedule.parse("schedule", "0 2 * * MON", BERLIN))
                .hasSameHashCodeAs(Schedule.parse("schedule", "0 2 * * MON", BERLIN))
                .isNotEqualTo(Schedule.parse("schedule", "0 2 * * MON", ZoneOffset.UTC))
                .isNotEqualTo(Schedule.parse("schedule", "0 2 * * TUE", BERLIN));
    }
}
