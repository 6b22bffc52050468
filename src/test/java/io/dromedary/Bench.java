package io.dromedary;

import io.dromedary.apply.Disk;
import io.dromedary.audit.Event;
import io.dromedary.audit.LogFormat;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** A source, a replica and the state between them, all in one folder of their own. */
record Bench(Job job, Path state, Clock clock) {

    /** A clock so late that every file counts as old, and no stamp is in doubt. */
    static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    static Bench in(Path folder) {
        Job job = new Job(
                "test",
                folder.resolve("source"),
                folder.resolve("replica"),
                Duration.ofSeconds(1),
                folder.resolve("log.txt"),
                LogFormat.TEXT,
                Compare.MD5,
                new MaxDelete(100, true, true),
                false,
                false,
                Pace.full());
        return new Bench(job, folder.resolve("state"), LATER);
    }

    Path source() {
        return job.source();
    }

    Path replica() {
        return job.replica();
    }

    Path source(String path) {
        return Trees.child(source(), path);
    }

    Path replica(String path) {
        return Trees.child(replica(), path);
    }

    Bench with(Job other) {
        return new Bench(other, state, clock);
    }

    Bench with(Compare compare) {
        return with(job.with(compare));
    }

    Bench with(MaxDelete maxDelete) {
        return with(job.with(maxDelete));
    }

    Bench with(Filter filter) {
        return with(job.with(filter));
    }

    /** The same, with patterns that exclude. */
    Bench excluding(String... patterns) {
        return with(new Filter(Stream.of(patterns).map(PathPattern::of).toList(), 0, Long.MAX_VALUE, false));
    }

    /** The same, and the replica loses what they exclude. */
    Bench deletingExcluded(String... patterns) {
        return with(new Filter(Stream.of(patterns).map(PathPattern::of).toList(), 0, Long.MAX_VALUE, true));
    }

    /** The same for files of some sizes only, in bytes. */
    Bench ofSizes(long least, long most) {
        return with(new Filter(List.of(), least, most, false));
    }

    /** The same, and hard links are kept. */
    Bench keepingHardLinks() {
        return with(job.with(new Fidelity(true, false, false, true, true, true)));
    }

    Bench with(Clock other) {
        return new Bench(job, state, other);
    }

    Bench trashing(Path folder, Duration keep) {
        return with(job.with(new Trash(folder, keep)));
    }

    Bench log(Path log) {
        return with(new Job(
                        job.name(),
                        source(),
                        replica(),
                        job.interval(),
                        log,
                        job.logFormat(),
                        job.compare(),
                        job.maxDelete(),
                        job.followLinks(),
                        job.oneFileSystem(),
                        Pace.full())
                .with(job.filter()));
    }

    Bench followingLinks() {
        return with(new Job(
                        job.name(),
                        source(),
                        replica(),
                        job.interval(),
                        job.log(),
                        job.logFormat(),
                        job.compare(),
                        job.maxDelete(),
                        true,
                        job.oneFileSystem(),
                        Pace.full())
                .with(job.filter()));
    }

    FolderSync open() {
        try {
            return FolderSync.open(job, state, clock);
        } catch (UnusableException e) {
            throw new IllegalStateException(e);
        }
    }

    FolderSync open(Function<Path, Disk> disks) {
        try {
            return FolderSync.open(job, state, clock, disks);
        } catch (UnusableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Deletes the index. */
    void forget() {
        try (Stream<Path> files = Files.walk(state)) {
            for (Path index : files.filter(path -> path.endsWith("index.mv")).toList()) {
                Files.delete(index);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass from open to close. */
    Done pass() {
        try (FolderSync sync = open()) {
            return pass(sync);
        }
    }

    /** One pass of an open job. */
    static Done pass(FolderSync sync) {
        List<Event> events = new ArrayList<>();
        Summary summary = sync.run(events::add);
        return new Done(summary, events);
    }

    Preview preview() {
        try {
            return FolderSync.preview(job, state, clock);
        } catch (UnusableException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A pass that has ended. */
    record Done(Summary summary, List<Event> events) {

        /** What was told, but for the summary. */
        List<String> messages() {
            return events.stream()
                    .filter(event -> !(event.action().equals(Event.PASS)
                            && !event.outcome().equals("warning")))
                    .map(Event::message)
                    .toList();
        }

        /** The same without the folders that only got their times back. */
        List<String> deedsButTimes() {
            return deeds().stream().filter(deed -> !deed.startsWith("adjust")).toList();
        }

        /** What was done or found, each as verb and path. */
        List<String> deeds() {
            return events.stream()
                    .filter(event -> !event.action().equals(Event.PASS))
                    .map(event ->
                            (event.outcome().equals("done") ? event.action() : event.outcome()) + " " + event.path())
                    .toList();
        }
    }
}
