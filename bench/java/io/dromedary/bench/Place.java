package io.dromedary.bench;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** A source, a replica and the state between them, in memory where the system has a folder for that. */
record Place(Path folder, Random random) {

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");
    private static final int FILES_PER_FOLDER = 100;

    /** So late that no stamp is too young to be trusted. */
    private static final Clock LATER = Clock.offset(Clock.systemUTC(), Duration.ofHours(1));

    static Place make() throws IOException {
        String prefix = "dromedary-jmh-";
        Path folder = Files.isWritable(SHARED_MEMORY)
                ? Files.createTempDirectory(SHARED_MEMORY, prefix)
                : Files.createTempDirectory(prefix);
        Place place = new Place(folder, new Random(1));
        Files.createDirectory(place.source());
        return place;
    }

    Path source() {
        return folder.resolve("source");
    }

    void fill(int files, int bytes) throws IOException {
        for (int i = 0; i < files; i++) {
            Path parent = source().resolve("d" + i / FILES_PER_FOLDER);
            Files.createDirectories(parent);
            write(parent.resolve("f" + i), bytes);
        }
    }

    void write(Path file, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        Files.write(file, content);
    }

    FolderSync open() throws UnusableException {
        return FolderSync.open(job(), state(), LATER);
    }

    Object preview() throws UnusableException {
        return FolderSync.preview(job(), state(), LATER);
    }

    /** A pass that has to succeed, or what is measured is something else. */
    static Summary pass(FolderSync sync) {
        Summary summary = sync.run(event -> {});
        if (summary.result() != PassResult.SYNCED) {
            throw new IllegalStateException(summary.message());
        }
        return summary;
    }

    void forget() throws IOException {
        remove(job().replica());
        remove(state());
    }

    void remove() throws IOException {
        remove(folder);
    }

    private Job job() {
        return Job.of("bench", source(), folder.resolve("replica"));
    }

    private Path state() {
        return folder.resolve("state");
    }

    private static void remove(Path top) throws IOException {
        if (Files.notExists(top)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> all = Files.walk(top)) {
            paths = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
