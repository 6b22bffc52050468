package io.dromedary.operator;

import io.dromedary.tree.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which alarms of a job each route has been told of and not yet that they are over. Kept in the state folder, one line for
 * each, so that a timer that starts the program every hour does not send a mail every hour. Without the file alarms that
 * stand are told once more.
 */
final class ToldAlarms {

    private static final Logger LOG = LoggerFactory.getLogger(ToldAlarms.class);

    private final Path file;
    private final Map<String, Map<AlarmKind, Instant>> kept = new TreeMap<>();
    private final Map<String, Map<AlarmKind, Instant>> now = new TreeMap<>();

    /** @param folder where the state of the job is */
    ToldAlarms(Path folder) {
        this.file = folder.resolve("alarms");
        try {
            Files.readAllLines(file).forEach(this::read);
        } catch (NoSuchFileException e) {
            // Nothing has been told yet.
        } catch (IOException e) {
            LOG.warn("What alarms were told cannot be read, and what stands is told again: {}", Failure.inWords(e));
        }
    }

    private void read(String line) {
        String[] words = line.split(" ", 3);
        Optional<AlarmKind> kind = Stream.of(AlarmKind.values())
                .filter(known -> known.word().equals(words[0]))
                .findAny();
        if (words.length == 3 && kind.isPresent()) {
            try {
                Instant since = Instant.parse(words[1]);
                of(words[2], kept).put(kind.get(), since);
                of(words[2], now).put(kind.get(), since);
            } catch (DateTimeException e) {
                // Half a line, or somebody's own. To tell once more is the smaller harm.
            }
        }
    }

    private static Map<AlarmKind, Instant> of(String route, Map<String, Map<AlarmKind, Instant>> byRoute) {
        return byRoute.computeIfAbsent(route, key -> new EnumMap<>(AlarmKind.class));
    }

    /** What a route was told, and since when it stands. */
    synchronized Map<AlarmKind, Instant> to(String route) {
        return new EnumMap<>(of(route, now));
    }

    /** What any route was told, and since when it stands. */
    synchronized Map<AlarmKind, Instant> toAny() {
        Map<AlarmKind, Instant> all = new EnumMap<>(AlarmKind.class);
        now.values().forEach(all::putAll);
        return all;
    }

    /** Notes what a route was told, and remembers it for the next start. */
    synchronized void told(String route, Alarm alarm) {
        note(alarm, of(route, now));
        note(alarm, of(route, kept));
        StringBuilder lines = new StringBuilder();
        kept.forEach((name, alarms) -> alarms.forEach((kind, since) -> lines.append(kind.word())
                .append(' ')
                .append(since)
                .append(' ')
                .append(name)
                .append('\n')));
        Path fresh = file.resolveSibling("alarms.new");
        try {
            Files.writeString(fresh, lines);
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn(
                    "What alarms were told cannot be kept, and what stands is told again after the next start: {}",
                    Failure.inWords(e));
        }
    }

    /** Lets a route be that could not be told, until the next start. */
    synchronized void gaveUp(String route, Alarm alarm) {
        note(alarm, of(route, now));
    }

    private static void note(Alarm alarm, Map<AlarmKind, Instant> told) {
        if (alarm.begun()) {
            told.put(alarm.kind(), alarm.since());
        } else {
            told.remove(alarm.kind());
        }
    }
}
