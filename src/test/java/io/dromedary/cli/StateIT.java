package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.Tmpfs;
import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A state folder that fails costs the index and a line, and nothing else. */
@Execution(ExecutionMode.CONCURRENT)
class StateIT {

    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void makeSource() throws IOException {
        program = new Program(home);
        Folder.sample(program.work("source"));
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void aServiceGoesOnWithoutItsIndexWhenTheDiskIsFull() throws IOException {
        try (Tmpfs disk = Tmpfs.at(home.resolve("disk"))) {
            Running running = program.start("source", "replica", "0.2", "log.txt", "--state-dir", home + "/disk");
            awaitSync();
            disk.fill(0);
            // More than the index has room for in what it has of the disk.
            for (int i = 0; i < 1_000; i++) {
                Files.writeString(program.work("source/new " + i), "new");
            }
            awaitWarning(running, "no space left on device");

            assertFollowsAndStops(running);
        }
    }

    @Test
    void aStartWithoutSpaceForAnIndexIsRefusedWithOneLine() throws IOException {
        try (Tmpfs disk = Tmpfs.at(home.resolve("disk"))) {
            // For the process id, and no more.
            disk.fill(1);
            Ended ended = program.run("--once", "--state-dir", home + "/disk");

            assertThat(ended.code()).isEqualTo(4);
            assertThat(ended.errLines()).hasSize(1);
            assertThat(ended.err()).contains("index.mv cannot be used: no space left on device", "--state-dir");
            assertThat(program.work("replica")).doesNotExist();
        }
    }

    @Test
    void aServiceGoesOnWithoutItsIndexWhenThatMayNotGrow() throws IOException {
        // In blocks of 512 or 1024 bytes; the libraries that the program unpacks are smaller, and so is the log.
        Running running = program.startWithin("-f 512", "source", "replica", "0.2", "log.txt", "-q");
        awaitSync();
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 3000; i++) {
            many.put("many/" + i, "");
        }
        Folder.write(program.work("source"), many);
        awaitWarning(running, "file too large");

        assertFollowsAndStops(running);
        assertThat(Files.readAllLines(program.work("log.txt")))
                .filteredOn(line -> line.matches(".* File many/\\d+ has been copied\\."))
                .hasSameSizeAs(many.keySet());
    }

    @Test
    void aStateFolderThatIsMadeReadOnlyDisturbsNeitherTheServiceNorTheNextOne() throws IOException {
        assumeFalse(ROOT, "permissions do not bind root");
        Running running = program.start("source", "replica", "0.2", "log.txt");
        awaitSync();
        Path folder = index().getParent();
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-x------"));
        follow();
        running.signal("TERM");
        Ended ended = running.await();
        Ended next = program.run("--once");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));

        assertThat(ended.code()).isZero();
        assertThat(next.code()).as(next.err()).isZero();
        for (Ended each : List.of(ended, next)) {
            assertThat(each.errLines())
                    .hasSizeLessThanOrEqualTo(1)
                    .allMatch(line -> line.matches("\\[WARN] .*/status.json cannot be written, .*"));
        }
    }

    /** What somebody may find in place of an index. */
    enum Damage {
        NEWER("it was written by a newer version") {
            @Override
            void bring(Path index) {
                try (MVStore store =
                        new MVStore.Builder().fileName(index.toString()).open()) {
                    store.setStoreVersion(store.getStoreVersion() + 1);
                }
            }
        },
        RUBBISH("corrupt") {
            @Override
            void bring(Path index) throws IOException {
                Files.writeString(index, "rubbish".repeat(2000));
            }
        };

        private final String words;

        Damage(String words) {
            this.words = words;
        }

        abstract void bring(Path index) throws IOException;
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void anIndexThatCannotBeReadIsSetAsideWithOneLine(Damage damage) throws IOException {
        assertThat(program.run("--once").code()).isZero();
        damage.bring(index());
        Files.writeString(program.work("source/a"), "other");

        Running running = program.start("source", "replica", "0.2", "log.txt");
        awaitWarning(running, damage.words);

        assertFollowsAndStops(running);
        assertThat(index().resolveSibling("index.mv.damaged")).exists();
        Ended next = program.run("--once");
        assertThat(next.code()).isZero();
        assertThat(next.err()).isEmpty();
    }

    private Path index() throws IOException {
        try (Stream<Path> files = Files.walk(program.state())) {
            return files.filter(path -> path.endsWith("index.mv")).findFirst().orElseThrow();
        }
    }

    private void awaitSync() {
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(Folder.read(program.work("replica")))
                        .isEqualTo(Folder.read(program.work("source"))));
        // The pass that brought the last of it has ended too.
        await().ignoreExceptions().until(() -> {
            List<String> log = Files.readAllLines(program.work("log.txt"));
            return !log.isEmpty() && log.get(log.size() - 1).contains("Pass finished");
        });
    }

    private static void awaitWarning(Running running, String words) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(running.err())
                        .containsOnlyOnce("[WARN] The index ")
                        .contains("index.mv", "(", words, ")", "files are hashed again"));
    }

    /** Each kind of change arrives, with its line. */
    private void follow() throws IOException {
        Files.writeString(program.work("source/a"), "edited");
        Files.writeString(program.work("source/later"), "later");
        Files.delete(program.work("source/a.txt"));
        Files.writeString(program.work("replica/docs/example.txt"), "touched");
        awaitSync();
        await().untilAsserted(() -> assertThat(Files.readString(program.work("log.txt")))
                .contains(
                        "File a has been updated.",
                        "File later has been copied.",
                        "File a.txt has been removed.",
                        "File docs/example.txt has been updated."));
    }

    private void assertFollowsAndStops(Running running) throws IOException {
        follow();
        running.signal("TERM");
        Ended ended = running.await();

        assertThat(ended.code()).as(ended.err()).isZero();
        // One of the index, and one each of the journal and the status if they were to be written too.
        assertThat(ended.errLines())
                .hasSizeBetween(1, 3)
                .doesNotHaveDuplicates()
                .allMatch(line -> line.matches("\\[WARN] (The index |Journal |.*status.json ).*"));
        assertThat(ended.err()).doesNotContain("Exception", "sun.nio", "/6]");
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }
}
