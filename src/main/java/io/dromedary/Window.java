package io.dromedary;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a day in which passes may begin, by the clock on the wall.
 *
 * @param days on which it begins
 * @param from when it begins
 * @param to when it is over: on the next day, unless that is later than {@code from}
 * @param zone where the clock hangs
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to, ZoneId zone) {

    /** Open day and night. */
    public static final Window ALWAYS =
            new Window(EnumSet.allOf(DayOfWeek.class), LocalTime.MIDNIGHT, LocalTime.MIDNIGHT, ZoneOffset.UTC);

    private static final String DAY = "[A-Z]{3}(?:-[A-Z]{3})?";
    private static final Pattern FORM =
            Pattern.compile("(?:(" + DAY + "(?:," + DAY + ")*) )?([0-9]{1,2}):([0-9]{2}) ?- ?([0-9]{1,2}):([0-9]{2})");

    public Window {
        if (days.isEmpty()) {
            throw new IllegalArgumentException("days must be one or more");
        }
        days = Set.copyOf(days);
    }

    /**
     * Reads a window: {@code 22:00-06:00}, {@code Mon-Fri 22:00-06:00}, {@code Sat,Sun 00:00-24:00}.
     *
     * @param option what it is the value of
     * @throws IllegalArgumentException if the text is none
     */
    public static Window parse(String option, String text, ZoneId zone) {
        Matcher matcher = FORM.matcher(text.strip().replaceAll("\\s+", " ").toUpperCase(Locale.ROOT));
        if (!matcher.matches()) {
            throw wrong(option, "", text);
        }
        boolean toMidnight = matcher.group(4).equals("24") && matcher.group(5).equals("00");
        try {
            LocalTime from = time(matcher.group(2), matcher.group(3));
            LocalTime to = toMidnight ? LocalTime.MIDNIGHT : time(matcher.group(4), matcher.group(5));
            if (from.equals(to) && !toMidnight) {
                throw wrong(option, "it is over when it begins: ", text);
            }
            return new Window(days(matcher.group(1)), from, to, zone);
        } catch (DateTimeException e) {
            throw wrong(option, "there is no such day or time: ", text);
        }
    }

    private static IllegalArgumentException wrong(String option, String why, String text) {
        return new IllegalArgumentException(
                option + " must be a time of the day such as 22:00-06:00, or Mon-Fri 22:00-06:00: " + why + text);
    }

    private static LocalTime time(String hour, String minute) {
        return LocalTime.of(Integer.parseInt(hour), Integer.parseInt(minute));
    }

    private static Set<DayOfWeek> days(String text) {
        if (text == null) {
            return ALWAYS.days;
        }
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String range : text.split(",")) {
            DayOfWeek last = day(range.substring(range.length() - 3));
            DayOfWeek day = day(range.substring(0, 3));
            for (days.add(day); day != last; days.add(day)) {
                day = day.plus(1);
            }
        }
        return days;
    }

    private static DayOfWeek day(String name) {
        for (DayOfWeek day : DayOfWeek.values()) {
            if (day.name().startsWith(name)) {
                return day;
            }
        }
        throw new DateTimeException("no day: " + name);
    }

    boolean isAlways() {
        return from.equals(to) && days.size() == DayOfWeek.values().length;
    }

    /** Whether a pass may begin. */
    boolean isOpen(Instant instant) {
        if (isAlways()) {
            return true;
        }
        LocalDateTime now = LocalDateTime.ofInstant(instant, zone);
        LocalTime time = now.toLocalTime();
        boolean begun = !time.isBefore(from) && days.contains(now.getDayOfWeek());
        if (to.isAfter(from)) {
            return begun && time.isBefore(to);
        }
        return begun || time.isBefore(to) && days.contains(now.getDayOfWeek().minus(1));
    }

    /** The first moment in which a pass may begin, not before another. */
    Instant open(Instant instant) {
        if (isOpen(instant)) {
            return instant;
        }
        for (LocalDate day = LocalDate.ofInstant(instant, zone); ; day = day.plusDays(1)) {
            for (Instant begin : days.contains(day.getDayOfWeek()) ? instants(day.atTime(from)) : Set.<Instant>of()) {
                // One that lies within an hour that the clock leaves out opens another day.
                if (begin.isAfter(instant) && isOpen(begin)) {
                    return begin;
                }
            }
        }
    }

    /** Two where the clock is set back, and the end of what it leaves out where it is set forward. */
    private Iterable<Instant> instants(LocalDateTime time) {
        ZoneRules rules = zone.getRules();
        ZoneOffsetTransition jump = rules.getTransition(time);
        return jump != null && jump.isGap()
                ? Set.of(jump.getInstant())
                : rules.getValidOffsets(time).stream().map(time::toInstant).toList();
    }
}
