package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.LongForm;
import io.dromedary.Trees;
import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed leaves old or new content under each name, and the next one accounts for what it did. */
class KilledIT {

    private static final int KILLED = 137;

    @TempDir
    Path home;

    private final long seed = Long.getLong("dromedary.seed", System.nanoTime());
    private final Random random = new Random(seed);
    private Program program;
    private RestlessTree source;
    private Path journal;
    private int told;
    private int killed;

    /** Ends the program somewhere in the middle of its work. */
    @FunctionalInterface
    private interface Killer {

        /** False if the program came to its own end. */
        boolean kill() throws IOException;
    }

    @BeforeAll
    static void needsNativeCalls() {
        assumeTrue(Posix.find().isPresent(), "without native calls there is an instant in which a name is missing");
    }

    @BeforeEach
    void synchronize() throws IOException {
        program = new Program(home);
        source = new RestlessTree(program.work("source"), random);
        source.create();
        heal("the first run");
        told = log().size();
        try (Stream<Path> state = Files.walk(program.state())) {
            journal = state.filter(path -> path.endsWith("journal")).findFirst().orElseThrow();
        }
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void aRunThatIsKilledAtAnyMomentLosesNothing() throws IOException {
        for (int round = 0; round < (LongForm.IS_RUN ? 60 : 3); round++) {
            source.change();
            round("run " + round, this::killOnce);
        }
        report(LongForm.IS_RUN ? 20 : 0);
    }

    @Test
    void aServiceThatIsKilledAtAnyMomentLosesNothing() throws IOException {
        for (int round = 0; round < (LongForm.IS_RUN ? 20 : 1); round++) {
            Running running = program.start(arguments("--interval", "0.05"));
            await().atMost(20, TimeUnit.SECONDS)
                    .ignoreExceptions()
                    .until(() -> log().size() > told + 1
                            && log().get(log().size() - 1).contains("Pass finished"));
            // It sees all of the change at once, and so each name goes from its old content to its new one.
            running.signal("STOP");
            await().until(() -> isStopped(running));
            source.change();
            round("service " + round, () -> {
                running.signal("CONT");
                awaitMoment();
                return killedIn(running);
            });
        }
        report(LongForm.IS_RUN ? 15 : 0);
    }

    @Test
    void aRunThatIsKilledAtAChosenSystemCallLosesNothing() throws IOException {
        LongForm.only();
        assumeTrue(hasStrace(), "strace is not installed, or may not trace");
        killAtEach("renameat", 12, 1);
        killAtEach("renameat2", 20, 1);
        killAtEach("unlinkat", 20, 1);
        killAtEach("mkdirat", 6, 1);
        killAtEach("symlinkat", 2, 1);
        killAtEach("utimensat", 8, 1);
        killAtEach("fchmod", 5, 1);
        killAtEach("write", 60, 3);
        killAtEach("pwrite64", 4, 1);
        killAtEach("openat", 60, 4);
        killAtEach("rename", 3, 1);
        killAtEach("unlink", 3, 1);
        report(60);
    }

    /** Few rounds may all come too late. */
    private void report(int least) {
        System.out.println("killed " + killed + " times, seed " + seed);
        assertThat(killed).as("kills that came in time, with seed %d", seed).isGreaterThanOrEqualTo(least);
    }

    private void killAtEach(String call, int last, int step) throws IOException {
        for (int number = 1; number <= last; number += step) {
            killAt(call, number);
        }
    }

    /** Kills the program when one of its threads begins a certain call. What it starts with does not count. */
    private void killAt(String call, int number) throws IOException {
        source.change();
        round(call + " " + number, () -> {
            List<String> strace = strace("inject=" + call + ":signal=SIGKILL:when=" + number);
            // The calls of each thread are counted by themselves, and so it is better that one does all.
            Ended ended = program.startBy(strace, arguments("--once", "--threads", "1"))
                    .await();
            assertThat(ended.code()).as(ended.err()).isIn(0, KILLED);
            return ended.code() == KILLED;
        });
    }

    static List<String> strace(String... expressions) {
        Stream<String> options = Stream.of(expressions).flatMap(expression -> Stream.of("-e", expression));
        return Stream.concat(Stream.of("strace", "-f", "-qq", "-o", "/dev/null"), options)
                .toList();
    }

    static boolean hasStrace() {
        try {
            Trees.run("strace", "-f", "-qq", "-o", "/dev/null", "-e", "inject=unlinkat:signal=SIGKILL", "true");
            return true;
        } catch (IllegalStateException | java.io.UncheckedIOException e) {
            return false;
        }
    }

    private boolean killOnce() throws IOException {
        Running running = program.start(arguments("--once"));
        // Some while it looks and plans, most while it works.
        if (random.nextInt(5) == 0) {
            spin(TimeUnit.MILLISECONDS.toNanos(random.nextInt(600)));
        } else {
            long begun = Files.size(journal);
            long before = System.nanoTime();
            while (running.process().isAlive()
                    && Files.size(journal) <= begun
                    && System.nanoTime() - before < TimeUnit.SECONDS.toNanos(20)) {
                Thread.onSpinWait();
            }
            awaitMoment();
        }
        return killedIn(running);
    }

    private boolean killedIn(Running running) {
        boolean inTime = running.process().isAlive();
        running.kill();
        return inTime;
    }

    private void awaitMoment() {
        spin(random.nextLong(TimeUnit.MILLISECONDS.toNanos(100)));
    }

    /** Not by sleeping, which is as coarse as what is to be hit. */
    private static void spin(long nanos) {
        long end = System.nanoTime() + nanos;
        while (System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }

    private void round(String name, Killer killer) throws IOException {
        String round = name + " with seed " + seed;
        Map<String, String> before = Trees.snapshot(program.work("replica"));
        Map<String, String> after = Trees.snapshot(program.work("source"));
        if (killer.kill()) {
            killed++;
        }
        assertNothingIsTornOrLost(round, before, after);
        heal(round);

        assertThat(Trees.snapshot(program.work("replica"))).as(round).isEqualTo(after);
        List<String> log = log();
        try {
            new Account(before, after, log.subList(told, log.size())).assertIsTrueAndWhole();
        } catch (AssertionError | IOException e) {
            throw new AssertionError(round + ": " + e.getMessage(), e);
        }
        told = log.size();
    }

    private void assertNothingIsTornOrLost(String round, Map<String, String> before, Map<String, String> after) {
        Map<String, String> stopped = Trees.snapshot(program.work("replica"));
        for (String path : before.keySet()) {
            if (after.containsKey(path)) {
                assertThat(stopped).as(round).containsKey(path);
            }
        }
        stopped.forEach((path, found) -> {
            if (!path.contains(".dromedary-")) {
                assertThat(Stream.concat(Stream.of(after.get(path)), olds(path, before)))
                        .as("%s, %s", round, path)
                        .filteredOn(Objects::nonNull)
                        .extracting(Account::content)
                        .contains(Account.content(found));
            }
        });
    }

    /** What stood at a path, or, as a folder that was moved brings what is in it, at one that ends with the same name. */
    private static Stream<String> olds(String path, Map<String, String> before) {
        return before.containsKey(path)
                ? Stream.of(before.get(path))
                : before.entrySet().stream()
                        .filter(old -> name(old.getKey()).equals(name(path)))
                        .map(Map.Entry::getValue);
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private void heal(String round) throws IOException {
        Ended ended = program.run(arguments("--once"));
        assertThat(ended.code()).as("%s%n%s", round, ended.err()).isZero();
    }

    private static String[] arguments(String... mode) {
        return Stream.concat(Stream.of("--log-format", "json", "--max-delete", "100%", "-q"), Stream.of(mode))
                .toArray(String[]::new);
    }

    private List<String> log() throws IOException {
        return Files.readAllLines(program.work("log.txt"));
    }

    private static boolean isStopped(Running running) throws IOException {
        return Files.readString(Path.of("/proc/" + running.process().pid() + "/stat"))
                .matches("(?s).*\\) T .*");
    }
}
