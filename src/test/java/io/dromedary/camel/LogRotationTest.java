package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations/dromedary.logrotate relies on. */
class LogRotationTest {

    private static final int FILES = 1_000;

    @TempDir
    Path home;

    @Test
    void aLogThatIsRenamedAgainAndAgainLosesNoLine() throws Exception {
        AtomicBoolean ended = new AtomicBoolean();
        List<Path> rotated = new ArrayList<>();
        try (RoutedJob job = new RoutedJob(home)) {
            Files.createDirectory(job.source);
            for (int i = 0; i < FILES; i++) {
                Files.createFile(job.source.resolve("file-" + i));
            }
            Thread rotating = new Thread(() -> {
                while (!ended.get()) {
                    rotate(job.log, rotated);
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
            });
            rotating.start();
            try {
                assertThat(job.start().summary().result()).isEqualTo(PassResult.SYNCED);
            } finally {
                ended.set(true);
                rotating.join();
            }
            rotate(job.log, rotated);
        }

        List<String> lines = new ArrayList<>();
        for (Path log : rotated) {
            lines.addAll(Files.readAllLines(log));
        }
        assertThat(rotated).hasSizeGreaterThan(3);
        assertThat(lines.stream()
                        .filter(line -> line.contains(" has been copied."))
                        .map(line -> line.replaceAll(".*: File (\\S+) has.*", "$1")))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, FILES).mapToObj(i -> "file-" + i).toList());
        assertThat(lines).filteredOn(line -> line.contains("Pass finished")).hasSize(1);
    }

    private void rotate(Path log, List<Path> rotated) {
        try {
            rotated.add(Files.move(log, home.resolve("log." + rotated.size())));
        } catch (NoSuchFileException e) {
            // Not written since the last time.
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
