package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class SchedulePropertyTest {

    /** The library's times are those that one finds by looking at each minute. */
    @Property(tries = 300)
    void givesTheFirstMinuteThatAllItsFieldsName(
            @ForAll @IntRange(max = 59) int minute,
            @ForAll @IntRange(min = 1, max = 20) int step,
            @ForAll @IntRange(max = 23) int hour,
            @ForAll @IntRange(min = 1, max = 28) int day,
            @ForAll @IntRange(max = 6) int weekday,
            @ForAll @IntRange(max = 3) int days,
            @ForAll @IntRange(max = 500_000) int after) {
        String text = minute + "/" + step + " " + hour + "-23 "
                + List.of("* * *", day + " * *", "* * " + weekday, day + " * " + weekday)
                        .get(days);
        LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(after);
        LocalDateTime expected = Stream.iterate(start.plusMinutes(1), time -> time.plusMinutes(1))
                .filter(time -> time.getHour() >= hour
                        && IntStream.iterate(minute, m -> m < 60, m -> m + step).anyMatch(m -> m == time.getMinute()))
                .filter(time -> {
                    boolean ofMonth = time.getDayOfMonth() == day;
                    boolean ofWeek = time.getDayOfWeek().getValue() % 7 == weekday;
                    return List.of(true, ofMonth, ofWeek, ofMonth || ofWeek).get(days);
                })
                .findFirst()
                .orElseThrow();

        Instant found = Schedule.parse("schedule", text, ZoneOffset.UTC).next(start.toInstant(ZoneOffset.UTC));

        assertThat(found).isEqualTo(expected.toInstant(ZoneOffset.UTC));
    }
}
