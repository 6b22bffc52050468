package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ServiceIT {

    /** Sparse, so that it takes no space, and long enough that no machine copies it before a signal comes. */
    private static final long HUGE = 40L << 30;

    private static final int SECONDS_TO_STOP = 5;

    @TempDir
    Path home;

    private Program program;
    private Map<String, String> sample;

    @BeforeEach
    void makeSource() throws IOException {
        program = new Program(home);
        sample = Folder.sample(program.work("source"));
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void editsArriveWithinTwoSeconds() throws IOException {
        Running running = program.start("source", "replica", "1", "log.txt");
        eventually(10, () -> assertThat(Folder.read(program.work("replica"))).isEqualTo(sample));

        Files.writeString(program.work("source/a"), "edited");
        Files.createDirectories(program.work("source/new/deep"));
        Files.writeString(program.work("source/new/deep/file"), "new");
        Files.delete(program.work("source/a.txt"));
        Map<String, String> edited = Folder.read(program.work("source"));
        // Two seconds are promised to a machine with nothing else to do.
        eventually(4, () -> assertThat(Folder.read(program.work("replica"))).isEqualTo(edited));

        running.signal("TERM");
        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
        assertThat(Files.readAllLines(program.work("log.txt")))
                .anyMatch(line -> line.endsWith("File new/deep/file has been copied."))
                .anyMatch(line -> line.endsWith("File a has been updated."))
                .anyMatch(line -> line.endsWith("File a.txt has been removed."));
    }

    @Test
    void aWatchedSourceNeedsNoIntervalForItsEditsToArrive() throws IOException {
        Running running = program.start("--interval", "1h", "--watch");
        eventually(10, () -> assertThat(Folder.read(program.work("replica"))).isEqualTo(sample));

        for (String edit : List.of("first", "second")) {
            Files.writeString(program.work("source/docs/example.txt"), edit);
            eventually(
                    10,
                    () -> assertThat(program.work("replica/docs/example.txt")).hasContent(edit));
        }

        running.signal("TERM");
        Ended ended = running.await(SECONDS_TO_STOP);
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void aSourceThatDisappearsIsSaidTouchesNothingAndIsTriedAgain() throws IOException {
        Running running = program.start("source", "replica", "1", "log.txt");
        eventually(10, () -> assertThat(Folder.read(program.work("replica"))).isEqualTo(sample));

        Files.move(program.work("source"), program.work("unmounted"));
        eventually(10, () -> assertThat(running.err()).contains("[ERROR]: Pass failed: source "));
        assertThat(running.err())
                .contains("is not there", "Nothing was touched.")
                .doesNotContain("\tat ");
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);

        Files.writeString(program.work("unmounted/later"), "later");
        Files.move(program.work("unmounted"), program.work("source"));
        eventually(10, () -> assertThat(program.work("replica/later")).hasContent("later"));

        running.signal("INT");
        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
        assertThat(Files.readString(program.work("log.txt"))).contains("[ERROR]: Pass failed: source ");
    }

    @Test
    void aServiceThatIsToldToStopWithinAPassLeavesEveryFileWithItsLine() throws IOException {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 20_000; i++) {
            many.put("many/" + i % 100 + "/" + i, "");
        }
        Folder.write(program.work("source"), many);
        Running running = program.start("source", "replica", "3600", "log.txt");
        eventually(20, () -> assertThat(program.work("replica/many/3")).exists());

        running.signal("TERM");
        Ended ended = running.await(2 * SECONDS_TO_STOP);

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        List<String> log = Files.readAllLines(program.work("log.txt"));
        assertThat(log.get(log.size() - 1)).contains("Pass ");
        List<String> copied = log.stream()
                .filter(line -> line.contains(" File ") && line.endsWith(" has been copied."))
                .map(line -> line.replaceFirst(".* File (.*) has been copied\\.", "$1"))
                .sorted()
                .toList();
        assertThat(files(program.work("replica"))).isEqualTo(copied);
        assertThat(temporaryFiles()).isEmpty();
        assertThat(ended.outLines()).isEqualTo(log);
        // The lock is free again, and the next pass brings what is missing.
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }

    @Test
    void onceEndsWith130OnCtrlCAndGivesUpTheLargeFile() throws IOException {
        interruptACopy("INT", 130, "--once");
    }

    @Test
    void onceEndsWith143OnSigtermAndGivesUpTheLargeFile() throws IOException {
        interruptACopy("TERM", 143, "--once");
    }

    @Test
    void aSignalDuringTheStartIsObeyed() throws IOException {
        try (var large = new RandomAccessFile(program.work("source/large").toFile(), "rw")) {
            large.setLength(8L << 30);
        }
        Running running = program.start("--once");
        eventually(20, () -> assertThat(program.state()).isDirectoryRecursivelyContaining("glob:**/lock"));
        running.signal("TERM");
        assertThat(running.await(SECONDS_TO_STOP).code()).isEqualTo(143);
        assertThat(temporaryFiles()).isEmpty();
        assertThat(program.work("replica/large")).doesNotExist();
    }

    @Test
    void aRouteThatFailsBeforeItPlansEndsOnceWithCode4() throws IOException {
        String plan = "        - to:\n            id: sync-{{job}}-plan";
        String failure = """
                        - throwException:
                            id: sync-{{job}}-failure
                            exceptionType: java.lang.IllegalStateException
                            message: no luck
                """;
        String sync = Files.readString(Path.of("routes/sync.camel.yaml"));
        Files.createDirectories(program.work("edited"));
        Files.writeString(program.work("edited/sync.camel.yaml"), sync.replace(plan, failure + plan));
        Ended ended = program.run("--once", "--routes", "edited");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.errLines()).singleElement().asString().contains("sync-default", "no luck");
        assertThat(program.work("replica")).doesNotExist();
    }

    @Test
    void aServiceEndsWith0InTheMiddleOfALargeFile() throws IOException {
        interruptACopy("TERM", 0, "--interval", "1");
    }

    private void interruptACopy(String signal, int code, String... arguments) throws IOException {
        try (RandomAccessFile huge =
                new RandomAccessFile(program.work("source/huge").toFile(), "rw")) {
            huge.setLength(HUGE);
        }
        Running running = program.start(arguments);
        eventually(20, () -> assertThat(temporaryFiles()).isNotEmpty());
        eventually(20, () -> assertThat(running.out()).contains("example.txt"));

        running.signal(signal);
        Ended ended = running.await(SECONDS_TO_STOP);

        assertThat(ended.code()).isEqualTo(code);
        assertThat(ended.err()).doesNotContain("\tat ");
        assertThat(temporaryFiles()).isEmpty();
        assertThat(program.work("replica/huge")).doesNotExist();
        List<String> log = Files.readAllLines(program.work("log.txt"));
        assertThat(log.get(log.size() - 1)).contains("Pass stopped before its end");
        assertThat(log).noneMatch(line -> line.contains("huge"));
        Files.delete(program.work("source/huge"));
        assertThat(program.run("--once").code()).isZero();
    }

    @Test
    void aPassThatIsLongerThanTheIntervalIsFollowedByOneWithoutOverlapOrQueue() throws IOException {
        Running running = program.start("-i", "0.01", "--log-format", "json");
        eventually(20, () -> assertThat(passes(program.work("log.txt"))).hasSizeGreaterThan(20));

        running.signal("TERM");

        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
        List<String> log = Files.readAllLines(program.work("log.txt"));
        List<String> numbers = log.stream()
                .map(line -> line.replaceFirst(".*\"pass\":(\\d+),.*", "$1"))
                .toList();
        // Each pass has all its lines before the next one has its first.
        assertThat(numbers).isSorted();
        assertThat(numbers.stream().distinct())
                .hasSameSizeAs(log.stream()
                        .filter(line -> line.contains("\"action\":\"pass\""))
                        .toList());
    }

    @Test
    void aLogInTheSourceOrTheReplicaIsNeitherCopiedNorRemovedAndThatIsSaidOnce() throws IOException {
        Files.createDirectory(program.work("replica"));
        Running one = program.start("source", "replica", "1", "source/own.log");
        Running two = program.start("source/docs", "second", "1", "second/own.log");
        eventually(20, () -> assertThat(passes(program.work("source/own.log"))).hasSizeGreaterThan(2));
        eventually(20, () -> assertThat(passes(program.work("second/own.log"))).hasSizeGreaterThan(2));

        for (Running running : List.of(one, two)) {
            running.signal("TERM");
            assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
            assertThat(running.err()).containsOnlyOnce("it is neither copied nor removed");
            assertThat(running.err().lines()).hasSize(1);
        }
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
        assertThat(program.work("second/own.log")).exists();
        assertThat(program.work("second/example.txt")).hasContent("fourth");
    }

    @Test
    void severalJobsKeepTheirOwnIntervalsLogsAndFailures() throws IOException {
        Files.createDirectory(program.work("fleeting"));
        Files.writeString(program.work("fleeting/x"), "x");
        Files.writeString(program.work("jobs.yaml"), """
                steady: {source: source, replica: one, interval: 1, log-file: steady.log}
                fleeting: {source: fleeting, replica: two, interval: 1, log-file: fleeting.log}
                rare: {source: source, replica: three, interval: 1d, log-file: rare.log}
                """);
        Running running = program.start("--jobs", "jobs.yaml");
        eventually(20, () -> assertThat(Folder.read(program.work("three"))).isEqualTo(sample));
        eventually(10, () -> assertThat(program.work("two/x")).exists());

        Files.move(program.work("fleeting"), program.work("gone"));
        eventually(10, () -> assertThat(program.work("fleeting.log")).content().contains("Pass failed"));
        Files.writeString(program.work("source/new"), "new");
        eventually(10, () -> assertThat(program.work("one/new")).exists());

        running.signal("TERM");
        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
        assertThat(program.work("two/x")).exists();
        assertThat(program.work("three/new")).doesNotExist();
        assertThat(program.work("steady.log")).content().doesNotContain("Pass failed");
        assertThat(passes(program.work("rare.log"))).hasSize(1);
    }

    @Test
    void aServiceWhoseLogCannotBeWrittenStopsAllTheSameAndSaysSo() throws IOException {
        Running running = program.start("source", "replica", "1", "/dev/full");
        eventually(10, () -> assertThat(running.err()).contains("No space left on device"));

        running.signal("TERM");
        Ended ended = running.await(20);

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).contains("could not be written to the log").doesNotContain("\tat ");
    }

    /** What each line was about comes out by a second endpoint as well, the last ones of a stopped program included. */
    @Test
    void aStoppedProgramStillServesAQueueThatAnEditedRouteFills() throws IOException {
        String audit = Files.readString(Path.of("routes/audit.camel.yaml"))
                .replace(
                        "        - aggregate:\n",
                        "        - to:\n            id: audit-queue\n            uri: seda:lines\n        - aggregate:\n");
        String queue = """
                - route:
                    id: lines
                    from:
                      uri: seda:lines
                      steps:
                        - to:
                            uri: file:extra
                            parameters:
                              fileName: lines.txt
                              fileExist: Append
                """;
        Folder.write(program.work("routes"), Map.of("audit.camel.yaml", audit, "lines.camel.yaml", queue));

        Ended ended = program.run("--once", "--routes", "routes");

        assertThat(ended.code()).as(ended.err()).isZero();
        List<String> log = Files.readAllLines(program.work("log.txt"));
        assertThat(log).hasSize(12);
        assertThat(program.work("extra/lines.txt")).hasContent(String.join("", log));
    }

    private static void eventually(long seconds, ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(seconds))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }

    private static List<String> passes(Path log) throws IOException {
        return Files.readAllLines(log).stream()
                .filter(line -> line.contains("Pass finished"))
                .toList();
    }

    private static List<String> files(Path root) throws IOException {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.filter(path -> Files.isRegularFile(path) && !Files.isSymbolicLink(path))
                    .map(path -> root.relativize(path).toString())
                    .sorted()
                    .toList();
        }
    }

    private List<Path> temporaryFiles() throws IOException {
        if (!Files.exists(program.work("replica"))) {
            return List.of();
        }
        try (Stream<Path> paths = Files.walk(program.work("replica"))) {
            return paths.filter(path -> path.getFileName().toString().matches("\\.dromedary-.*\\.tmp"))
                    .toList();
        }
    }
}
