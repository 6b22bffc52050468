package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TurnsTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private final Turns turns = new Turns(new Timetable(Duration.ofSeconds(10), null, Window.ALWAYS), START, false);

    private static Instant at(double seconds) {
        return START.plusMillis(Math.round(seconds * 1000));
    }

    @Test
    void theFirstPassIsDueAtOnce() {
        assertThat(turns.isFull(START)).isTrue();
    }

    @Test
    void passesFollowFromStartToStart() {
        turns.began(at(0.2));
        assertThat(turns.next()).isEqualTo(at(10));
        assertThat(turns.isFull(at(9.9))).isFalse();
        assertThat(turns.isFull(at(10))).isTrue();
    }

    @Test
    void aLatePassIsFollowedAtOnceByOneAndNotByAQueue() {
        turns.began(START);
        assertThat(turns.isFull(at(35))).isTrue();
        turns.began(at(35));
        assertThat(turns.isFull(at(35))).isFalse();
        assertThat(turns.next()).isEqualTo(at(40));
    }

    @Test
    void aPassThatSomebodyAskedForComesAtOnceAndChangesNothingOfTheOthers() {
        turns.began(START);
        turns.ask();
        assertThat(turns.isFull(at(3))).isTrue();
        turns.began(at(3));
        assertThat(turns.isFull(at(3))).isFalse();
        assertThat(turns.next()).isEqualTo(at(10));
    }

    @Test
    void whilePausedOnlyWhatSomebodyAsksForBegins() {
        turns.began(START);
        turns.pause(true);
        assertThat(turns.isFull(at(100))).isFalse();
        assertThat(turns.mayLook(at(100))).isFalse();
        turns.ask();
        assertThat(turns.isFull(at(100))).isTrue();
        turns.began(at(100));
        assertThat(turns.isFull(at(120))).isFalse();
        turns.pause(false);
        assertThat(turns.isFull(at(120))).isTrue();
    }

    @Test
    void aClockThatIsSetBackMakesAPassDueAndNotLater() {
        turns.began(START);
        Instant yesterday = START.minus(Duration.ofDays(1));
        assertThat(turns.isFull(yesterday)).isTrue();
        turns.began(yesterday);
        assertThat(turns.isFull(yesterday.plusSeconds(9))).isFalse();
        assertThat(turns.isFull(yesterday.plusSeconds(10))).isTrue();
    }
}
