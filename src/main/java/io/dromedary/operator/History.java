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
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the passes of a job did, over hours and days: {@link Bucket buckets} of a minute for a day, of an hour for 90 days, and the
 * last passes that did something. Kept in the state folder through restarts, and read again for each question, so that a
 * thousand jobs take no memory.
 *
 * <p>The file is appended to once a minute at most. A line is a bucket, and several lines of one time add up; what cannot be read
 * is left out. It is written anew, with what is too old left out, when it has grown large.
 */
public final class History implements PassListener, AutoCloseable {

    /** How long minutes are told apart. */
    public static final Duration FINE = Duration.ofHours(24);

    /** How long anything is kept. */
    public static final Duration KEPT = Duration.ofDays(90);

    private static final Logger LOG = LoggerFactory.getLogger(History.class);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String NAME = "history";
    private static final int NOTABLE = 50;
    private static final long LARGE = 1 << 20;

    private final Path file;
    private final List<String> unwritten = new ArrayList<>();
    private Bucket current;
    private Instant written = Instant.EPOCH;
    private boolean complained;

    /** @param state the state folder of the job */
    public History(Path state) {
        this.file = state.resolve(NAME);
    }

    /**
     * Passes that ended within some time.
     *
     * @param start the beginning of that time
     * @param files how many files were copied, updated, moved and removed
     * @param bytes content that was written
     * @param millis how long all of them took
     * @param longest how long the longest of them took, in milliseconds
     * @param problems the most that one of them had
     * @param worst what the worst of them came to
     */
    public record Bucket(
            Instant start,
            long passes,
            long files,
            long bytes,
            long millis,
            long longest,
            long problems,
            PassResult worst) {

        private static Bucket of(Summary pass) {
            long took = pass.took().toMillis();
            return new Bucket(
                    floor(pass.started(), MINUTE),
                    1,
                    pass.copied() + pass.updated() + pass.moved() + pass.removed(),
                    pass.bytes(),
                    took,
                    took,
                    pass.problems(),
                    pass.result());
        }

        private Bucket plus(Bucket more) {
            return new Bucket(
                    start,
                    passes + more.passes,
                    files + more.files,
                    bytes + more.bytes,
                    millis + more.millis,
                    Math.max(longest, more.longest),
                    Math.max(problems, more.problems),
                    worst.compareTo(more.worst) > 0 ? worst : more.worst);
        }

        private Bucket in(Duration step) {
            return new Bucket(floor(start, step), passes, files, bytes, millis, longest, problems, worst);
        }

        private String line(char kind) {
            return kind + " " + start.getEpochSecond() + " " + passes + " " + files + " " + bytes + " " + millis + " "
                    + longest + " " + problems + " " + worst;
        }

        private static Bucket read(String[] words) {
            return new Bucket(
                    Instant.ofEpochSecond(Long.parseLong(words[1])),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]),
                    Long.parseLong(words[5]),
                    Long.parseLong(words[6]),
                    Long.parseLong(words[7]),
                    PassResult.valueOf(words[8]));
        }
    }

    /**
     * What is known.
     *
     * @param notable passes that did something or did not end well, the newest first
     */
    public record Known(SortedMap<Instant, Bucket> minutes, SortedMap<Instant, Bucket> hours, List<Summary> notable) {

        /** The buckets from some time on, by the minute as long as those are told apart. */
        public List<Bucket> since(Instant from, boolean fine) {
            return List.copyOf((fine ? minutes : hours).tailMap(from).values());
        }
    }

    @Override
    public synchronized void ended(Summary pass) {
        Bucket bucket = Bucket.of(pass);
        if (current != null && current.start().equals(bucket.start())) {
            current = current.plus(bucket);
        } else {
            write();
            current = bucket;
        }
        if (isNotable(pass)) {
            unwritten.add(SummaryLine.of(pass));
        }
        Instant end = pass.started().plus(pass.took());
        if (Duration.between(written, end).abs().compareTo(MINUTE) >= 0) {
            write();
            written = end;
        }
    }

    private static boolean isNotable(Summary pass) {
        long done = pass.created() + pass.copied() + pass.updated() + pass.moved() + pass.adjusted() + pass.removed();
        return done > 0 || pass.result() != PassResult.SYNCED;
    }

    private void write() {
        if (current != null) {
            unwritten.add(current.line('m'));
            current = null;
        }
        if (unwritten.isEmpty()) {
            return;
        }
        try {
            String lines = String.join("\n", unwritten) + "\n";
            Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            if (Files.size(file) > LARGE) {
                writeAnew();
            }
        } catch (IOException e) {
            if (!complained) {
                complained = true;
                LOG.warn(
                        "{} cannot be written, so the charts of the page will have gaps: {}", file, Failure.inWords(e));
            }
        }
        unwritten.clear();
    }

    private void writeAnew() throws IOException {
        Known known = read();
        Instant last =
                known.minutes().isEmpty() ? Instant.EPOCH : known.minutes().lastKey();
        Instant fine = floor(last.minus(FINE), HOUR);
        List<String> lines = new ArrayList<>();
        known.hours().headMap(fine).tailMap(last.minus(KEPT)).values().forEach(hour -> lines.add(hour.line('h')));
        known.minutes().tailMap(fine).values().forEach(minute -> lines.add(minute.line('m')));
        for (int i = known.notable().size() - 1; i >= 0; i--) {
            lines.add(SummaryLine.of(known.notable().get(i)));
        }
        Fresh.write(file, String.join("\n", lines) + "\n");
    }

    /** All that is known now. */
    public synchronized Known known() throws IOException {
        Known known = read();
        if (current != null) {
            add(known.minutes(), current);
            add(known.hours(), current.in(HOUR));
        }
        return known;
    }

    private Known read() throws IOException {
        SortedMap<Instant, Bucket> minutes = new TreeMap<>();
        SortedMap<Instant, Bucket> hours = new TreeMap<>();
        List<Summary> notable = new ArrayList<>();
        // Bytes of a damaged file may be no text.
        try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
            lines.forEach(line -> read(line, minutes, hours, notable));
        } catch (NoSuchFileException e) {
            LOG.debug("{} has still to be made", file);
        }
        unwritten.stream().filter(SummaryLine::isOne).forEach(line -> read(line, minutes, hours, notable));
        List<Summary> last = new ArrayList<>(notable.subList(Math.max(0, notable.size() - NOTABLE), notable.size()));
        Collections.reverse(last);
        return new Known(minutes, hours, last);
    }

    private static void read(
            String line, SortedMap<Instant, Bucket> minutes, SortedMap<Instant, Bucket> hours, List<Summary> notable) {
        try {
            if (SummaryLine.isOne(line)) {
                notable.add(SummaryLine.read(line));
                return;
            }
            Bucket bucket = Bucket.read(line.split(" "));
            if (line.startsWith("m ")) {
                add(minutes, bucket);
            }
            add(hours, bucket.in(HOUR));
        } catch (RuntimeException e) {
            LOG.debug("A line of the history is no line: {}", line, e);
        }
    }

    private static void add(SortedMap<Instant, Bucket> buckets, Bucket bucket) {
        buckets.merge(bucket.start(), bucket, Bucket::plus);
    }

    private static Instant floor(Instant time, Duration step) {
        return Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), step.toSeconds()) * step.toSeconds());
    }

    @Override
    public synchronized void close() {
        write();
    }
}
