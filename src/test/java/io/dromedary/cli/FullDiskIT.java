package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.LongForm;
import io.dromedary.Tmpfs;
import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Without space the replica keeps what it has, the log is waited for, and both are made good later. */
@Execution(ExecutionMode.CONCURRENT)
class FullDiskIT {

    /** How far changes may run ahead of the log. */
    private static final int AHEAD = 256;

    private static final int MANY = 1500;

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

    private void write(String name, String content) throws IOException {
        Files.writeString(program.work("source").resolve(name), content);
    }

    private Map<String, String> source() throws IOException {
        return Folder.read(program.work("source"));
    }

    private List<String> log(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    @Test
    void whatDoesNotFitIsToldFileByFileAndComesWhenThereIsRoom() throws IOException {
        try (Tmpfs disk = Tmpfs.at(home.resolve("disk"))) {
            Path replica = disk.folder().resolve("replica");
            Path filling = disk.folder().resolve("filling");
            assertThat(program.run("source", replica.toString(), "1", "log.txt", "--once")
                            .code())
                    .isZero();
            Map<String, String> before = Folder.read(replica);
            disk.fill(20);
            write("a.txt", "x".repeat(500_000));
            write("large", "y".repeat(400_000));
            write("a", "short");

            Ended full = program.run("source", replica.toString(), "1", "log.txt", "--once");

            assertThat(full.code()).isEqualTo(1);
            assertThat(log(program.work("log.txt")))
                    .filteredOn(line -> line.contains("[WARN]: File "))
                    .map(line -> line.replaceFirst(".*\\[WARN\\]: ", ""))
                    .containsExactlyInAnyOrder(
                            "File a.txt could not be updated: no space left on device.",
                            "File large could not be copied: no space left on device.");
            assertThat(full.err()).doesNotContain("Exception", "\tat ");
            Map<String, String> expected = new TreeMap<>(before);
            expected.put("a", "short");
            assertThat(Folder.read(replica)).isEqualTo(expected);

            Files.delete(filling);
            assertThat(program.run("source", replica.toString(), "1", "log.txt", "--once")
                            .code())
                    .isZero();
            assertThat(Folder.read(replica)).isEqualTo(source());
        }
    }

    @Test
    void aFileThatMayNotGrowSoLargeKeepsItsOldCopy() throws IOException {
        LongForm.only();
        assertThat(program.run("--once").code()).isZero();
        Map<String, String> before = Folder.read(program.work("replica"));
        write("a.txt", "x".repeat(3_000_000));
        write("large", "y".repeat(2_000_000));

        // In blocks of 512 or 1024 bytes; the index, the log and the libraries that are unpacked are smaller.
        Ended limited = program.startWithin("-f 1024", "--once", "-q").await();

        assertThat(limited.code()).as(limited.err()).isEqualTo(1);
        assertThat(log(program.work("log.txt")))
                .anyMatch(line -> line.endsWith("File a.txt could not be updated: file too large."))
                .anyMatch(line -> line.endsWith("File large could not be copied: file too large."));
        assertThat(Folder.read(program.work("replica"))).isEqualTo(before);
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(source());
    }

    /** What only a replica is asked for, so that nothing else fails. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "renameat:error=ENOSPC",
                "renameat2:error=EIO",
                "fchmod:error=EIO",
                "utimensat:error=EIO",
                "mkdirat:error=ENOSPC"
            })
    void aSystemCallThatFailsOnceLeavesNothingBehind(String fault) throws IOException {
        if (!fault.startsWith("renameat2")) {
            LongForm.only();
        }
        assumeTrue(KilledIT.hasStrace(), "strace is not installed, or may not trace");
        assertThat(program.run("--once").code()).isZero();
        write("a.txt", "other");
        Files.createDirectory(program.work("source/new"));
        write("new/file", "new");
        Map<String, String> before = Folder.read(program.work("replica"));

        Ended failed = program.startBy(KilledIT.strace("inject=" + fault + ":when=1"), "--once", "--threads", "1")
                .await();

        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(log(program.work("log.txt"))).anyMatch(line -> line.contains("[WARN]: "));
        Map<String, String> now = Folder.read(program.work("replica"));
        assertThat(now.keySet()).allMatch(path -> !path.contains(".dromedary-"));
        assertThat(now.get("a.txt")).isIn(before.get("a.txt"), "other");
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(source());
    }

    /** The second block of a file of the source cannot be read, as on a disk with a bad sector. */
    @Test
    void aFileThatCannotBeReadToItsEndKeepsItsOldCopyAndTheRestGoesOn() throws IOException {
        assumeTrue(KilledIT.hasStrace(), "strace is not installed, or may not trace");
        write("bad", "old");
        assertThat(program.run("--once").code()).isZero();
        write("bad", "new".repeat(1_000_000));
        write("good", "good");

        List<String> strace = new ArrayList<>(KilledIT.strace("inject=read,pread64:error=EIO:when=2+"));
        strace.addAll(1, List.of("-P", program.work("source/bad").toRealPath().toString()));
        Ended failed = program.startBy(strace, "--once").await();

        assertThat(failed.code()).as(failed.err()).isEqualTo(1);
        assertThat(log(program.work("log.txt")))
                .anyMatch(line -> line.endsWith("[WARN]: File bad could not be updated: input/output error."))
                .anyMatch(line -> line.endsWith("File good has been copied."));
        assertThat(Folder.read(program.work("replica")))
                .containsEntry("bad", "old")
                .containsEntry("good", "good")
                .allSatisfy((path, content) -> assertThat(path).doesNotContain(".dromedary-"));
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(source());
    }

    private List<String> addMany() throws IOException {
        List<String> paths = new ArrayList<>();
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < MANY; i++) {
            paths.add("many/" + i);
            many.put("many/" + i, "");
        }
        Folder.write(program.work("source"), many);
        return paths;
    }

    private long copied() throws IOException {
        Path many = program.work("replica/many");
        if (!Files.exists(many)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(many)) {
            return files.count();
        }
    }

    /** Starts a service whose log has no space left, and waits until it does nothing more. */
    private Running startAndFill(Tmpfs disk, Path log) throws IOException {
        Running running = program.start("source", "replica", "0.2", log.toString());
        await().atMost(Duration.ofSeconds(20))
                .ignoreExceptions()
                .until(() -> log(log).stream().anyMatch(line -> line.contains("Pass finished")));
        disk.fill(0);
        addMany();
        await().atMost(Duration.ofSeconds(20)).until(() -> running.err().contains("o space left on device"));
        // It does not grow any more.
        long[] last = {-1};
        await().pollInterval(Duration.ofMillis(500))
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    long before = last[0];
                    last[0] = copied();
                    return last[0] == before && before > 0;
                });
        long written =
                log(log).stream().filter(line -> line.contains(" File many/")).count();
        assertThat(copied() - written).isBetween(1L, (long) AHEAD);
        return running;
    }

    private void assertEachHasALine(Path log) throws IOException {
        List<String> lines = log(log);
        assertThat(lines)
                .filteredOn(line -> !line.matches("[-\\d]{10} [:\\d]{8} \\[[A-Z]+\\]: [^\\[]*\\."))
                .as("what was written when the space ended, and no line with it")
                .hasSizeLessThan(2)
                .allMatch(line -> line.length() < 70 && line.lastIndexOf("]: ") < 30);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            expected.add("File many/" + i + " has been copied");
        }
        assertThat(lines.stream()
                        .map(line -> line.replaceFirst(".*\\]: ", "")
                                .replace(" (recovered)", "")
                                .replaceFirst("\\.$", "")))
                .containsAll(expected);
    }

    @Test
    void aServiceWhoseLogIsFullWaitsForItAndTellsAllLater() throws IOException {
        try (Tmpfs disk = Tmpfs.at(home.resolve("disk"))) {
            Path log = disk.folder().resolve("log.txt");
            Running running = startAndFill(disk, log);
            Files.delete(disk.folder().resolve("filling"));

            await().atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() ->
                            assertThat(Folder.read(program.work("replica"))).isEqualTo(source()));
            running.signal("TERM");
            assertThat(running.await(20).code()).isZero();
            assertEachHasALine(log);
        }
    }

    @Test
    void whatAServiceThatIsKilledBeforeItsFullLogDidIsToldByTheNextStart() throws IOException {
        try (Tmpfs disk = Tmpfs.at(home.resolve("disk"))) {
            Path log = disk.folder().resolve("log.txt");
            Running running = startAndFill(disk, log);
            long before = copied();
            running.kill();
            Files.delete(disk.folder().resolve("filling"));

            Ended next = program.run("source", "replica", "1", log.toString(), "--once");

            assertThat(next.code()).as(next.err()).isZero();
            assertThat(log(log))
                    .filteredOn(line -> line.endsWith("(recovered)."))
                    .isNotEmpty();
            assertThat(before).isLessThan(MANY);
            assertEachHasALine(log);
            assertThat(Folder.read(program.work("replica"))).isEqualTo(source());
        }
    }
}
