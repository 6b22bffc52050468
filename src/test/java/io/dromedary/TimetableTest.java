package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** What goes by the clock on the wall: schedules, and windows around schedules and intervals. */
class TimetableTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private static Instant at(String time) {
        return Instant.parse("2026-11-" + time + ":00Z");
    }

    private static Schedule schedule(String text) {
        return Schedule.parse("schedule", text, ZoneOffset.UTC);
    }

    private static Window window(String text) {
        return Window.parse("window", text, ZoneOffset.UTC);
    }

    private static Turns turns(Duration interval, Schedule schedule, Window window, String start) {
        return new Turns(new Timetable(interval, schedule, window), at(start), false);
    }

    @Test
    void withAScheduleNothingIsDueAtTheStart() {
        Turns turns = turns(HOUR, schedule("0 2 * * *"), Window.ALWAYS, "21T10:00");
        assertThat(turns.next()).isEqualTo(at("22T02:00"));
        assertThat(turns.isFull(at("21T10:00"))).isFalse();
        assertThat(turns.mayLook(at("21T10:00"))).isTrue();
        assertThat(turns.isFull(at("22T01:59"))).isFalse();
        assertThat(turns.isFull(at("22T02:00"))).isTrue();
        turns.began(at("22T02:00"));
        assertThat(turns.isFull(at("22T02:00"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("23T02:00"));
    }

    @Test
    void ofTheTimesThatALongPassHasMissedOnePassIsMadeAtOnce() {
        Turns turns = turns(HOUR, schedule("0 * * * *"), Window.ALWAYS, "21T10:00");
        turns.began(at("21T11:00"));
        assertThat(turns.isFull(at("21T13:30"))).isTrue();
        turns.began(at("21T13:30"));
        assertThat(turns.isFull(at("21T13:30"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("21T14:00"));
    }

    @Test
    void aPassThatSomebodyAskedForChangesNothingOfTheSchedule() {
        Turns turns = turns(HOUR, schedule("0 2 * * *"), window("22:00-06:00"), "21T10:00");
        turns.ask();
        assertThat(turns.isFull(at("21T12:00"))).isTrue();
        turns.began(at("21T12:00"));
        assertThat(turns.isFull(at("21T12:00"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("22T02:00"));
    }

    @Test
    void aClockThatIsSetBackMakesTheScheduleBeginAnewAndNoPassDue() {
        Turns turns = turns(HOUR, schedule("0 2 * * *"), Window.ALWAYS, "21T10:00");
        assertThat(turns.isFull(at("18T10:00"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("19T02:00"));
    }

    @Test
    void anIntervalIsKeptWithinTheWindowAndWaitsOutsideOfIt() {
        Turns turns = turns(HOUR, null, window("22:00-06:00"), "21T10:00");
        assertThat(turns.next()).isEqualTo(at("21T22:00"));
        assertThat(turns.isFull(at("21T10:00"))).isFalse();
        assertThat(turns.mayLook(at("21T10:00"))).isFalse();
        assertThat(turns.isFull(at("21T22:00"))).isTrue();
        assertThat(turns.mayLook(at("21T22:00"))).isTrue();
        turns.began(at("21T22:00"));
        assertThat(turns.next()).isEqualTo(at("21T23:00"));
        turns.began(at("22T05:30"));
        assertThat(turns.next()).isEqualTo(at("22T22:00"));
    }

    @Test
    void whatWasMissedUntilTheWindowClosedIsDueWhenItOpens() {
        Turns turns = turns(HOUR, null, window("22:00-06:00"), "21T22:00");
        turns.began(at("21T22:00"));
        assertThat(turns.isFull(at("22T06:10"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("22T22:00"));
        Turns scheduled = turns(HOUR, schedule("55 5 * * *"), window("22:00-06:00"), "22T05:00");
        assertThat(scheduled.isFull(at("22T06:10"))).isFalse();
        assertThat(scheduled.next()).isEqualTo(at("22T22:00"));
        scheduled.began(at("22T22:00"));
        assertThat(scheduled.next()).isEqualTo(at("23T05:55"));
    }

    @Test
    void timesOfTheScheduleOutsideTheWindowArePassedOver() {
        Turns turns = turns(HOUR, schedule("0 */4 * * *"), window("22:00-06:00"), "21T10:00");
        assertThat(turns.next()).isEqualTo(at("22T00:00"));
        turns.began(at("22T04:00"));
        assertThat(turns.next()).isEqualTo(at("23T00:00"));
    }

    @Test
    void aClockThatIsSetBackOutOfTheWindowWaitsForIt() {
        Turns turns = turns(HOUR, null, window("22:00-06:00"), "21T22:00");
        turns.began(at("21T22:00"));
        assertThat(turns.isFull(at("20T12:00"))).isFalse();
        assertThat(turns.next()).isEqualTo(at("20T22:00"));
    }

    @Test
    void aScheduleThatNeverMeetsItsWindowIsRefused() {
        assertThatThrownBy(() -> new Timing(schedule("0 12 * * *"), window("22:00-06:00")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("schedule \"0 12 * * *\" names no time in the window");
        assertThatCode(() -> new Timing(schedule("0 23 29 2 *"), window("Mon 22:00-06:00")))
                .doesNotThrowAnyException();
        assertThat(Timing.USUAL.isOwn()).isFalse();
        assertThat(new Timing(null, window("00:00-24:00")).isOwn()).isFalse();
        assertThat(new Timing(null, window("01:00-24:00")).isOwn()).isTrue();
        assertThat(new Timing(schedule("@daily"), Window.ALWAYS).isOwn()).isTrue();
    }
}
