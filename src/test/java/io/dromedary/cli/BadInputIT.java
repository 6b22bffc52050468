package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each mistake gets one clear line and its exit code, and nothing is touched. */
@Execution(ExecutionMode.CONCURRENT)
class BadInputIT {

    private static final String USAGE = "dromedary [OPTIONS] SOURCE REPLICA INTERVAL LOG";
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void makeFolders() throws IOException {
        program = new Program(home);
        Folder.sample(program.work("source"));
        Folder.write(program.work("replica"), Map.of("kept", "as it was"));
    }

    @AfterEach
    void end() {
        program.close();
    }

    /** Prepares the working folder of a case. */
    @FunctionalInterface
    interface Setting {
        void prepare(Path work) throws IOException;
    }

    private static final Setting NOWHERE = work -> {};

    /** A command line, where it is typed, and what its message names. */
    record Mistake(String typed, Setting setting, List<String> named) {

        static Mistake of(String typed, String... named) {
            return new Mistake(typed, NOWHERE, List.of(named));
        }

        static Mistake in(Setting setting, String typed, String... named) {
            return new Mistake(typed, setting, List.of(named));
        }

        /** Whether the words alone are wrong, wherever they are typed. */
        boolean isOfWords() {
            return setting == NOWHERE
                    && !typed.matches(
                            "(.* )?(-[srl]|--(source|replica|log-file|state-dir|trash|jobs|routes|filter-file)) .*");
        }

        String[] arguments() {
            return typed.isEmpty() ? new String[0] : typed.split(" ");
        }

        @Override
        public String toString() {
            return typed + " (" + String.join(", ", named) + ")";
        }
    }

    static Stream<Mistake> misuses() {
        return Stream.of(
                Mistake.of("source", "found 1"),
                Mistake.of("source replica", "found 2"),
                Mistake.of("source replica 60", "found 3"),
                Mistake.of("source replica 60 log.txt more", "found 5"),
                Mistake.of("-s source source replica 60 log.txt", "--source", "twice"),
                Mistake.of("source replica soon log.txt", "interval", "soon"),
                Mistake.of("source replica 0 log.txt", "interval", "0"),
                Mistake.of("source replica -5 log.txt", "-5"),
                Mistake.of("-i -5", "-5"),
                Mistake.of("-i 5w", "interval", "5w"),
                Mistake.of("-i 0.0001", "interval"),
                Mistake.of("--sorce x", "--sorce", "--source"),
                Mistake.of("--dryrun", "--dryrun", "--dry-run"),
                Mistake.of("--source", "--source"),
                Mistake.of("--source a --source b", "--source", "once"),
                Mistake.of("--log-format xml", "log-format", "xml", "text, json"),
                Mistake.of("--compare sha1", "compare", "sha1"),
                Mistake.of("--max-delete many", "max-delete", "many"),
                Mistake.of("--max-delete 101%", "max-delete", "101"),
                Mistake.of("--max-delete=-1", "max-delete", "-1"),
                Mistake.of("--max-update many", "max-update", "many"),
                Mistake.of("--max-update 101%", "max-update", "101"),
                Mistake.of("--require /etc/hostname", "require", "inside the source", "/etc/hostname"),
                Mistake.of("--require ../replica/kept", "require", "inside the source", "../replica/kept"),
                Mistake.of("--require docs/..", "require", "inside the source", "docs/.."),
                Mistake.of("--require=", "require", "empty"),
                Mistake.of("--confirm", "--confirm"),
                Mistake.of("--threads 0", "threads", "0"),
                Mistake.of("--threads two", "threads", "two"),
                Mistake.of("--threads=-1", "threads", "-1"),
                Mistake.of("--bwlimit fast", "bwlimit", "fast"),
                Mistake.of("--bwlimit 0", "bwlimit", "0"),
                Mistake.of("--bwlimit 10T", "bwlimit", "10T"),
                Mistake.of("--exclude [a", "exclude", "[a"),
                Mistake.of("--once -v --exclude [a", "exclude", "[a"),
                Mistake.of("--include !a", "include", "!a"),
                Mistake.of("--exclude", "--exclude"),
                Mistake.of("--filter-file nowhere", "filter-file", "nowhere", "not there"),
                Mistake.of("--filter-file source", "filter-file", "source", "cannot be read"),
                Mistake.in(
                        work -> Files.writeString(work.resolve("f"), "a\n[b\n"), "--filter-file f", "f line 2", "[b"),
                Mistake.of("--filter-file a --filter-file b", "--filter-file", "once"),
                Mistake.of("--max-size big", "max-size", "big"),
                Mistake.of("--min-size=-1", "min-size", "-1"),
                Mistake.of("--min-size 2K --max-size 1K", "min-size", "max-size"),
                Mistake.of("--jobs jobs.yaml --exclude a", "--jobs", "--exclude", "exclude each other"),
                Mistake.of("--once --watch", "--once", "--watch", "exclude"),
                Mistake.of("--dry-run --check", "--dry-run", "--check", "exclude"),
                Mistake.of("--once --dry-run", "--once", "exclude"),
                Mistake.of("-q -v", "--quiet", "--verbose", "exclude"),
                Mistake.of("--jobs jobs.yaml -r replica", "--jobs", "-r", "exclude"),
                Mistake.of("--jobs jobs.yaml source replica 60 log.txt", "--jobs", "exclude"),
                Mistake.of("--once -r source", "replica", "source"),
                Mistake.of("--once -r source/../source", "replica", "source"),
                Mistake.of("--once -r source/docs", "replica", "inside"),
                Mistake.of("--once -r source/not/yet", "replica", "inside"),
                Mistake.of("--once -r .", "replica", "around"),
                Mistake.of("--once -s source/docs -r replica/../source", "replica", "around"),
                Mistake.of("--dry-run -r source/docs", "replica", "inside"),
                Mistake.in(work -> link(work, "other", "source"), "--once -r other", "replica", "source"),
                Mistake.in(work -> link(work, "other", "source"), "--once -r other/new", "replica", "inside"),
                Mistake.in(work -> link(work, "up", "."), "--once -r up", "replica", "around"),
                Mistake.of("--once --state-dir replica/state", "state-dir", "replica"),
                Mistake.of("--once --state-dir replica", "state-dir", "replica"),
                Mistake.in(work -> link(work, "other", "replica"), "--once --state-dir other/x", "state-dir"));
    }

    static Stream<Mistake> jobsFiles() {
        return Stream.of(
                jobs("jobs.yaml", "", "jobs.yaml", "no job"),
                jobs("jobs.yaml", "- photos\n", "jobs.yaml", "map"),
                jobs("jobs.yaml", "photos: {source: [\n", "jobs.yaml", "line 2"),
                jobs("jobs.yaml", "photos: {source: source, replica: r, intervall: 5}\n", "photos", "intervall"),
                jobs("jobs.yaml", "photos: {source: source, replica: r, once: true}\n", "photos", "once"),
                jobs("jobs.yaml", "photos: {source: source}\n", "photos", "replica", "missing"),
                jobs("jobs.yaml", "photos: {replica: r}\n", "photos", "source", "missing"),
                jobs("jobs.yaml", "photos: {source: source, replica: r, interval: 0}\n", "photos", "interval"),
                jobs("jobs.yaml", "a: {source: source, replica: r, require: ../r}\n", "job a", "require", "../r"),
                jobs("jobs.yaml", "a: {source: source, replica: r, max-update: all}\n", "job a", "max-update", "all"),
                jobs("jobs.yaml", "a: {source: source, replica: r, confirm: 4f2a91c0}\n", "unknown key confirm"),
                jobs("jobs.yaml", "my photos: {source: source, replica: r}\n", "my photos", "name"),
                jobs("jobs.yaml", "photos: {source: source, replica: source/x}\n", "replica", "inside"),
                jobs("jobs.yaml", "a: {source: source, replica: r}\nb: {source: source, replica: r}\n", "a", "b", "r"),
                jobs(
                        "jobs.yaml",
                        "a: {source: source, replica: r}\nb: {source: source, replica: source/../r}\n",
                        "a",
                        "b",
                        "r"),
                jobs("jobs.yaml", "a: {source: source, replica: r}\na: {source: source, replica: q}\n", "a"),
                jobs("jobs.yaml", "a: {source: source, replica: r, log-file: }\n", "a", "log-file", "no value"),
                jobs(
                        "jobs.yaml",
                        "a: {source: source, replica: r}\nb: {source: source, replica: q, log-file: r/b.log}\n",
                        "log",
                        "b",
                        "replica"),
                jobs("jobs.properties", "source=source\n", "jobs.properties", "source"),
                jobs("jobs.properties", "photos.source=source\nphotos.replcia=r\n", "photos", "replcia", "replica"),
                jobs("jobs.properties", "photos.source=source\n", "photos", "replica", "missing"),
                jobs("jobs.properties", "a.source=source\na.replica=r\nb.source=source\nb.replica=r\n", "a", "b", "r"),
                Mistake.of("--once --jobs nowhere.yaml", "nowhere.yaml"),
                Mistake.of("--once --jobs source", "source"));
    }

    private static Mistake jobs(String file, String text, String... named) {
        return Mistake.in(work -> Files.writeString(work.resolve(file), text), "--once --jobs " + file, named);
    }

    static Stream<Mistake> obstacles() {
        return Stream.of(
                Mistake.of("--once -s nowhere", "source", "nowhere", "not there"),
                Mistake.of("--dry-run -s nowhere", "source", "nowhere", "not there"),
                Mistake.of("--check -s nowhere", "source", "nowhere", "not there"),
                Mistake.of("-s nowhere", "source", "nowhere", "not there"),
                Mistake.of("--once -s source/a", "source", "source/a", "folder"),
                Mistake.in(work -> link(work, "l", "nowhere"), "--once -s l", "l", "link"),
                Mistake.of("--once -r source/../replica/kept", "replica", "kept", "folder"),
                Mistake.of("--once -l source", "log", "source", "folder"),
                Mistake.of("--once -l nowhere/log.txt", "log", "nowhere/log.txt"),
                Mistake.in(work -> link(work, "l", "nowhere"), "--once -l l", "l", "link that leads nowhere"),
                Mistake.of("--once -l replica/kept/log.txt", "log", "kept/log.txt"),
                Mistake.of("--once --state-dir source/a", "source/a", "--state-dir"),
                Mistake.of("--once --state-dir source/a/b", "source/a/b", "--state-dir"),
                Mistake.of("--once --routes nowhere", "routes", "nowhere"),
                Mistake.of("--once --routes source/a", "routes", "source/a", "folder"),
                Mistake.of("--once --routes source", "routes", "source", ".camel.yaml"),
                routes("- route:\n    id: x\n    from:\n      uri: timer:x\n      stepz: []\n", "stepz"),
                routes("- route:\n    id: x\n   from: [\n", "line 3"),
                routes("- route:\n    id: x\n    from:\n      uri: nosuch:x\n      steps: []\n", "nosuch"),
                routes(
                        "- route:\n    id: x\n    from:\n      uri: direct:x\n      steps:\n        - to:\n"
                                + "            uri: dromedary:copi\n",
                        "dromedary:copi"));
    }

    private static Mistake routes(String text, String... named) {
        List<String> all =
                Stream.concat(Stream.of("own.camel.yaml"), Stream.of(named)).toList();
        return new Mistake(
                "--once --routes own", work -> Folder.write(work.resolve("own"), Map.of("own.camel.yaml", text)), all);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"misuses", "jobsFiles"})
    void aMisuseGetsOneLineAndTheUsageAndExits2(Mistake mistake) throws IOException {
        Ended ended = run(mistake);

        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.errLines().get(0)).startsWith("dromedary: ").contains(mistake.named());
        assertThat(ended.errLines().get(1)).isEqualTo(USAGE);
        assertThat(ended.errLines()).hasSize(4);
        assertThat(program.state()).doesNotExist();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("obstacles")
    void anObstacleGetsOneLineAndExits4(Mistake mistake) throws IOException {
        Ended ended = run(mistake);

        assertThat(ended.code()).as(ended.err()).isEqualTo(4);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.errLines().get(0)).startsWith("dromedary: ").contains(mistake.named());
    }

    private Ended run(Mistake mistake) throws IOException {
        mistake.setting().prepare(program.work());
        Map<String, String> before = Folder.read(program.work());

        Ended ended = mistake.isOfWords() ? runHere(mistake.arguments()) : program.run(mistake.arguments());

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).doesNotContain("\tat ", "Exception");
        assertThat(Folder.read(program.work())).isEqualTo(before);
        return ended;
    }

    /** A process for each would take most of the time of this test. */
    private static Ended runHere(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Dromedary.run(
                arguments,
                () -> new Defaults(Map.of(), new Properties()),
                Screen.PIPE,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void aPathThatTheLocaleCannotSpellGetsALineThatNamesTheVariableToSet() {
        program.with("LC_ALL", null).with("LANG", "C");

        Ended ended = program.startByShell("--once -s \"$(printf '/data/gr\\303\\266\\303\\237e')\"")
                .await();

        assertThat(ended.code()).isIn(2, 4);
        assertThat(ended.errLines().get(0)).contains("source", "LC_ALL");
        assertThat(ended.err()).doesNotContain("\tat ", "Exception");
        assertThat(program.work("log.txt")).doesNotExist();
    }

    @Test
    void anUnknownKeyInApplicationPropertiesIsNamed() throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(conf.resolve("application.properties"), "dromedary.sorce=x\n");

        Ended ended = program.startWith(conf, "--once").await();

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errLines().get(0)).contains("application.properties", "dromedary.sorce");
        assertThat(program.work("log.txt")).doesNotExist();
    }

    @Test
    void aWrongValueInTheEnvironmentIsNamed() {
        Ended ended = program.with("DROMEDARY_INTERVAL", "often").run("--once");

        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.errLines().get(0)).contains("interval", "often");
    }

    @Test
    void aSourceThatMayNotBeListedExits4() throws IOException {
        assumeFalse(ROOT, "permissions do not bind root");
        deny("source");

        Ended ended = program.run("--once");

        allow("source");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("source", "permission denied");
        assertThat(Folder.read(program.work("replica"))).containsOnlyKeys("kept");
    }

    @Test
    void aReplicaThatMayNotBeMadeExits4() throws IOException {
        assumeFalse(ROOT, "permissions do not bind root");
        Files.createDirectory(program.work("shut"));
        deny("shut");

        Ended ended = program.run("--once", "-r", "shut/replica");

        allow("shut");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("replica", "shut", "permission denied");
    }

    @Test
    void aLogThatMayNotBeWrittenExits4() throws IOException {
        assumeFalse(ROOT, "permissions do not bind root");
        Files.writeString(program.work("log.txt"), "");
        deny("log.txt");

        Ended ended = program.run("--once");

        allow("log.txt");
        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("log.txt", "permission denied");
        assertThat(Folder.read(program.work("replica"))).containsOnlyKeys("kept");
    }

    @Test
    void aLogThatTakesNothingExits4AndSaysSoOnce() {
        Ended ended = program.run("--once", "-r", "fresh", "-l", "/dev/full");

        assertThat(ended.code()).isEqualTo(4);
        assertThat(ended.err()).containsOnlyOnce("No space left on device").doesNotContain("\tat ");
        assertThat(ended.errLines()).hasSize(2);
        assertThat(ended.errLines().get(1)).contains("could not be written to the log");
    }

    @Test
    void aReplicaThatAnotherInstanceHoldsExits4AndNamesItsProcess() throws IOException {
        Running first = program.start("source", "replica", "3600", "first.log");
        await().until(() -> first.out().contains("Pass finished"));
        link(program.work(), "other", "replica");

        Ended second = program.run("-r", "other", "-l", "second.log", "--once");
        Ended look = program.run("--dry-run");
        Ended check = program.run("--check");

        assertThat(second.code()).isEqualTo(4);
        assertThat(second.errLines()).hasSize(1);
        assertThat(second.err()).contains("process " + first.process().pid());
        assertThat(program.work("second.log")).doesNotExist();
        assertThat(look.code()).isZero();
        assertThat(check.code()).isZero();
        assertThat(first.process().isAlive()).isTrue();
        first.signal("TERM");
        assertThat(first.await().code()).isZero();
        assertThat(program.run("--once").code()).isZero();
    }

    private void deny(String path) throws IOException {
        Files.setPosixFilePermissions(program.work(path), PosixFilePermissions.fromString("---------"));
    }

    private void allow(String path) throws IOException {
        Files.setPosixFilePermissions(program.work(path), PosixFilePermissions.fromString("rwx------"));
    }

    private static void link(Path work, String name, String target) throws IOException {
        Files.createSymbolicLink(work.resolve(name), Path.of(target));
    }
}
