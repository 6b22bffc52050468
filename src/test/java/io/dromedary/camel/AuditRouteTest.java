package io.dromedary.camel;

import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditRouteTest {

    @TempDir
    Path home;

    private RoutedJob job;

    @BeforeEach
    void makeJob() throws IOException {
        job = new RoutedJob(home);
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void tenThousandEventsAreLoggedEachOnceAndInTheOrderInWhichTheyWereSaid() throws Exception {
        makeFiles(10_000);

        Summary summary = job.start().summary();

        assertThat(summary.copied()).isEqualTo(10_000);
        List<String> log = job.logged();
        assertThat(log).hasSize(10_002).isEqualTo(job.console.all());
        assertThat(log.stream().filter(line -> line.contains(" File ")).distinct())
                .hasSize(10_000);
        assertThat(log.get(log.size() - 1)).endsWith(summary.message());
    }

    @Test
    void nothingIsCopiedFarAheadOfALogThatCannotBeWrittenAndAllIsWrittenLater() throws Exception {
        makeFiles(1_000);
        Files.createDirectory(job.log);

        job.start();
        await().until(() -> copied() > 0);
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(1_200))
                .atMost(Duration.ofSeconds(30))
                .until(() -> before.getAndSet(copied()) == copied());
        long ahead = copied();
        Files.delete(job.log);
        Summary summary = job.summary();

        // The replica itself is an event as well.
        assertThat(ahead + 1).isBetween(100L, (long) RouteBeans.AHEAD);
        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(job.logged()).hasSize(1_002).doesNotHaveDuplicates().isEqualTo(job.console.all());
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
    }

    @Test
    void nothingIsRemovedFarAheadOfALogThatCannotBeWritten() throws Exception {
        makeFiles(1);
        Files.createDirectories(job.replica.resolve("extraneous"));
        for (int i = 0; i < 1_000; i++) {
            Files.createFile(job.replica.resolve("extraneous").resolve("e" + i));
        }
        for (int i = 0; i < 1_001; i++) {
            Files.createFile(job.source.resolve("kept" + i));
            Files.copy(job.source.resolve("kept" + i), job.replica.resolve("kept" + i));
        }
        Files.createDirectory(job.log);

        job.start();
        AtomicLong before = new AtomicLong(-1);
        await().pollInterval(Duration.ofMillis(1_200))
                .atMost(Duration.ofSeconds(30))
                .until(() -> before.getAndSet(left()) == left());
        long ahead = 1_000 - left();
        Files.delete(job.log);
        Summary summary = job.summary();

        assertThat(ahead).isLessThanOrEqualTo(RouteBeans.AHEAD);
        assertThat(summary.removed()).isEqualTo(1_001);
        assertThat(job.logged().stream().filter(line -> line.endsWith("has been removed.")))
                .hasSize(1_001);
    }

    private void makeFiles(int number) throws IOException {
        Files.createDirectories(job.source);
        for (int i = 0; i < number; i++) {
            Files.createFile(job.source.resolve("file" + i));
        }
    }

    private long copied() throws IOException {
        return count(job.replica, "file");
    }

    private long left() throws IOException {
        return count(job.replica.resolve("extraneous"), "e");
    }

    private static long count(Path folder, String prefix) throws IOException {
        if (Files.notExists(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .count();
        }
    }
}
