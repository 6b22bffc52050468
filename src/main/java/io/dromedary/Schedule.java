package io.dromedary;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * Times by the clock on the wall, as in crontab(5): minute, hour, day of the month, month, day of the week. Where both days
 * are given, either is enough.
 *
 * <p>When the clock is set forward, what was due in the hour left out is due at its end. When it is set back, the hour that
 * comes twice counts once, unless the hours begin with {@code *}: such a schedule goes on as if nothing had happened.
 */
public final class Schedule {

    private static final String[] FIELDS = {
        "minute (0 to 59)",
        "hour (0 to 23)",
        "day of the month (1 to 31)",
        "month (1 to 12, or JAN to DEC)",
        "day of the week (0 to 7, or SUN to SAT; 0 and 7 are Sunday)"
    };

    private final String text;
    private final ZoneId zone;
    private final boolean everyHour;
    private final ExecutionTime times;

    private Schedule(String text, ZoneId zone, ExecutionTime times) {
        this.text = text;
        this.zone = zone;
        this.times = times;
        this.everyHour = text.equals("@hourly") || text.matches("[^ ]+ [*].*");
    }

    /**
     * Reads a schedule.
     *
     * @param option what it is the value of
     * @param text five fields, or {@code @hourly}, {@code @daily}, {@code @weekly}, {@code @monthly} or {@code @yearly}
     * @param zone where the clock hangs
     * @throws IllegalArgumentException if the text is none, or names a time that never comes
     */
    public static Schedule parse(String option, String text, ZoneId zone) {
        String plain = text.strip().replaceAll("\\s+", " ");
        plain = plain.startsWith("@") ? plain.toLowerCase(Locale.ROOT) : plain.toUpperCase(Locale.ROOT);
        Cron cron;
        try {
            cron = new CronParser(crontab()).parse(plain);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    option + " must be five fields as in crontab, such as \"0 2 * * *\" for 2:00"
                            + " each night, or @hourly, @daily, @weekly, @monthly: " + fault(plain) + text);
        }
        Schedule schedule = new Schedule(plain, zone, ExecutionTime.forCron(cron));
        if (schedule.after(LocalDateTime.of(2000, 1, 1, 0, 0)).isEmpty()) {
            throw new IllegalArgumentException(
                    option + " must name a time that comes, such as \"0 2 * * *\": no month that"
                            + " it names has that day: " + text);
        }
        return schedule;
    }

    private static CronDefinition crontab() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withStrictRange()
                .and()
                .withHours()
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withStrictRange()
                .and()
                .withMonth()
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameHourly()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameDaily()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .instance();
    }

    /** Which field is at fault, each tried by itself. */
    private static String fault(String text) {
        String[] fields = text.split(" ");
        if (fields.length != FIELDS.length) {
            return "";
        }
        CronParser parser = new CronParser(crontab());
        for (int i = 0; i < FIELDS.length; i++) {
            String alone = "* ".repeat(i) + fields[i] + " *".repeat(FIELDS.length - 1 - i);
            try {
                parser.parse(alone);
            } catch (IllegalArgumentException e) {
                return fields[i] + " is no " + FIELDS[i] + ": ";
            }
        }
        return "";
    }

    /** The first time after another. */
    Instant next(Instant after) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition last = rules.previousTransition(after.plusNanos(1));
        LocalDateTime from = LocalDateTime.ofInstant(after, zone);
        if (last != null && last.isOverlap() && !everyHour && from.isBefore(last.getDateTimeBefore())) {
            from = justBefore(last.getDateTimeBefore());
        }
        for (Instant begin = after; ; ) {
            LocalDateTime next = after(from).orElseThrow();
            ZoneOffsetTransition jump = rules.nextTransition(begin);
            if (jump == null || next.isBefore(jump.getDateTimeBefore())) {
                return next.toInstant(rules.getOffset(begin));
            }
            boolean leftOut = jump.isGap() && next.isBefore(jump.getDateTimeAfter());
            if (leftOut && !everyHour) {
                return jump.getInstant();
            }
            boolean twice = jump.isOverlap() && everyHour;
            from = justBefore(twice || jump.isGap() ? jump.getDateTimeAfter() : jump.getDateTimeBefore());
            begin = jump.getInstant();
        }
    }

    private static LocalDateTime justBefore(LocalDateTime time) {
        return time.minusNanos(1);
    }

    /** The library is asked as if in a zone whose clock nobody sets, because it loses hours where one is. */
    private Optional<LocalDateTime> after(LocalDateTime time) {
        return times.nextExecution(time.atZone(ZoneOffset.UTC)).map(found -> found.toLocalDateTime());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Schedule same && text.equals(same.text) && zone.equals(same.zone);
    }

    @Override
    public int hashCode() {
        return Objects.hash(text, zone);
    }

    /** As it was given, with one blank between two fields. */
    @Override
    public String toString() {
        return text;
    }
}
