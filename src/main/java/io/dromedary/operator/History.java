package io.dromedary.operator;

import io.dromedary.PassListener;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a job has done in the last hours and days, kept across restarts in a file of its state folder: by the minute for a
 * day, by the hour for 90 days, and the last passes that are worth a look. What is new is appended, and the file is written
 * anew when it has grown. A file that cannot be understood is set aside. Safe for use by several threads.
 */
public final class History implements PassListener, AutoCloseable {

    /** The name of the file in the state folder of a job. */
    public static final String NAME = "history";

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final Duration HOUR = Duration.ofHours(1);
    static final Duration MINUTES_KEPT = Duration.ofHours(24);
    static final Duration HOURS_KEPT = Duration.ofDays(90);
    static final int PASSES_KEPT = 50;

    /** Lines that are appended until the file is written anew. */
    private static final int MOST_APPENDED = 4000;

    private static final Logger LOG = LoggerFactory.getLogger(History.class);

    private final String job;
    private final Path file;
    private final InstantSource clock;
    private final NavigableMap<Instant, Bucket> minutes = new TreeMap<>();
    private final NavigableMap<Instant, Bucket> hours = new TreeMap<>();
    private final Deque<Summary> notable = new ArrayDeque<>();
    private final TreeMap<Instant, Bucket> newMinutes = new TreeMap<>();
    private final List<Summary> newPasses = new ArrayList<>();
    private int appended;
    private boolean rewrite;
    private boolean complained;

    private History(String job, Path file, InstantSource clock) {
        this.job = job;
        this.file = file;
        this.clock = clock;
    }

    /** @param state the state folder of the job */
    public static History open(String job, Path state, InstantSource clock) {
        History history = new History(job, state.resolve(NAME), clock);
        history.load();
        return history;
    }

    private synchronized void load() {
        try {
            // A write that a kill cut short leaves the beginning of a line behind.
            String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
            rewrite = !text.endsWith("\n");
            List<String> lines = text.lines().toList();
            read(rewrite && !lines.isEmpty() ? lines.subList(0, lines.size() - 1) : lines);
            forgetOld();
        } catch (NoSuchFileException e) {
            rewrite = true;
        } catch (IOException e) {
            complain(e);
        } catch (IllegalArgumentException e) {
            setAside();
        }
    }

    private void read(List<String> lines) {
        if (lines.isEmpty() || !lines.get(0).equals(HistoryLine.HEADER)) {
            throw new IllegalArgumentException("not a history");
        }
        for (String line : lines.subList(1, lines.size())) {
            switch (line.isEmpty() ? ' ' : line.charAt(0)) {
                case HistoryLine.MINUTE -> {
                    Bucket minute = HistoryLine.bucket(line);
                    add(minutes, minute);
                    add(hours, minute.at(begin(minute.start(), HOUR)));
                }
                case HistoryLine.KEPT_MINUTE -> add(minutes, HistoryLine.bucket(line));
                case HistoryLine.HOUR -> add(hours, HistoryLine.bucket(line));
                case HistoryLine.PASS -> remember(HistoryLine.pass(job, line));
                default -> throw new IllegalArgumentException("not a line of a history");
            }
        }
        appended = lines.size();
    }

    private void setAside() {
        Path aside = file.resolveSibling(NAME + ".damaged");
        LOG.warn("{} cannot be understood: it is set aside as {}, and a new one begins", file, aside.getFileName());
        minutes.clear();
        hours.clear();
        notable.clear();
        rewrite = true;
        try {
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            complain(e);
        }
    }

    @Override
    public synchronized void ended(Summary summary) {
        Instant end = summary.started().plus(summary.took());
        Bucket minute = Bucket.of(begin(end, MINUTE), summary);
        add(minutes, minute);
        add(newMinutes, minute);
        add(hours, minute.at(begin(end, HOUR)));
        if (isNotable(summary)) {
            remember(summary);
            newPasses.add(summary);
        }
    }

    private static boolean isNotable(Summary pass) {
        return pass.result() != PassResult.SYNCED
                || pass.created() + pass.copied() + pass.updated() + pass.moved() + pass.adjusted() + pass.removed()
                        > 0;
    }

    private void remember(Summary pass) {
        notable.addFirst(pass);
        if (notable.size() > PASSES_KEPT) {
            notable.removeLast();
        }
    }

    private static void add(NavigableMap<Instant, Bucket> buckets, Bucket more) {
        buckets.merge(more.start(), more, Bucket::plus);
    }

    private static Instant begin(Instant time, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    private void forgetOld() {
        Instant now = clock.instant();
        minutes.headMap(now.minus(MINUTES_KEPT).minus(MINUTE), false).clear();
        hours.headMap(now.minus(HOURS_KEPT).minus(HOUR), false).clear();
        // Of a clock that was set far ahead for a while, nothing may stay for ever.
        minutes.tailMap(now.plus(MINUTES_KEPT), true).clear();
        hours.tailMap(now.plus(MINUTES_KEPT), true).clear();
    }

    /**
     * What was done of late.
     *
     * @param time until now, not longer than 90 days; by the minute up to a day
     */
    public synchronized Past past(Duration time) {
        forgetOld();
        boolean fine = time.compareTo(MINUTES_KEPT) <= 0;
        Duration step = fine ? MINUTE : HOUR;
        Instant from = begin(clock.instant().minus(time), step);
        List<Bucket> buckets =
                List.copyOf((fine ? minutes : hours).tailMap(from, true).values());
        return new Past(step, from, buckets, List.copyOf(notable));
    }

    /** Writes what is new. */
    public synchronized void flush() {
        if (newMinutes.isEmpty() && newPasses.isEmpty()) {
            return;
        }
        try {
            if (rewrite || appended > MOST_APPENDED) {
                writeAnew();
            } else {
                append();
            }
            newMinutes.clear();
            newPasses.clear();
            complained = false;
        } catch (IOException e) {
            // What was appended by halves must not be read twice.
            rewrite = true;
            complain(e);
        }
    }

    private void append() throws IOException {
        StringBuilder text = new StringBuilder();
        newMinutes.values().forEach(minute -> line(text, HistoryLine.of(HistoryLine.MINUTE, minute)));
        newPasses.forEach(pass -> line(text, HistoryLine.of(pass)));
        Files.writeString(file, text, StandardOpenOption.APPEND);
        appended += newMinutes.size() + newPasses.size();
    }

    private void writeAnew() throws IOException {
        forgetOld();
        StringBuilder text = new StringBuilder();
        line(text, HistoryLine.HEADER);
        hours.values().forEach(hour -> line(text, HistoryLine.of(HistoryLine.HOUR, hour)));
        minutes.values().forEach(minute -> line(text, HistoryLine.of(HistoryLine.KEPT_MINUTE, minute)));
        notable.descendingIterator().forEachRemaining(pass -> line(text, HistoryLine.of(pass)));
        Fresh.write(file, text.toString());
        appended = 0;
        rewrite = false;
    }

    private static void line(StringBuilder text, String line) {
        text.append(line).append('\n');
    }

    private void complain(IOException e) {
        if (!complained) {
            complained = true;
            LOG.warn("{} cannot be used, so the charts may have gaps: {}", file, Failure.inWords(e));
        }
    }

    @Override
    public void close() {
        flush();
    }
}
