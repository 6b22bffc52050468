package io.dromedary.audit;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The time of a line, in local time. Lines come in the order of time, so each second is put into words once. */
public final class LineTime {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final ZoneId zone;
    private volatile Second last = new Second(Long.MIN_VALUE, "");

    private record Second(long number, String text) {}

    /** Times in a zone. */
    public LineTime(ZoneId zone) {
        this.zone = zone;
    }

    /** {@code 2026-11-20 10:14:33}. */
    public String seconds(Instant time) {
        Second second = last;
        if (second.number() != time.getEpochSecond()) {
            second = new Second(time.getEpochSecond(), SECONDS.format(time.atZone(zone)));
            last = second;
        }
        return second.text();
    }

    /** ISO 8601 with the offset from UTC. */
    public String exact(Instant time) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(OffsetDateTime.ofInstant(time, zone));
    }
}
