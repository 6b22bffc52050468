package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.cli.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ExitCodesIT {

    private static final String DROPS_COPIES = """
            - route:
                id: copy
                from:
                  uri: direct:copy
                  steps:
                    - stop: {}
            """;

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
    void code1IsAPassThatLeftSomePathsAlone() throws IOException {
        Folder.write(program.work("own"), Map.of("copy.camel.yaml", DROPS_COPIES));

        Ended ended = program.run("--once", "--routes", "own");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("[WARN]: File a could not be copied: the route did not", "11 problems");
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
    }

    @Test
    void code1IsAFileThatMayNotBeReadAndTheRestIsCopied() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "permissions do not bind root");
        Files.setPosixFilePermissions(program.work("source/a"), PosixFilePermissions.fromString("---------"));

        Ended ended = program.run("--once");

        Files.setPosixFilePermissions(program.work("source/a"), PosixFilePermissions.fromString("rw-------"));
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).contains("[WARN]: File a could not be", "permission denied.");
        sample.remove("a");
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
    }

    @Test
    void checkFindsEveryDifferenceAndExits1AndChangesNothing() throws IOException {
        program.run("--once");
        Map<String, String> before = everything();
        FileTime time = Files.getLastModifiedTime(program.work("replica/a.txt"));
        assertThat(program.run("--check").code()).isZero();

        // As long as before, and as old: only the content tells.
        Files.writeString(program.work("replica/a.txt"), "THIRD");
        Files.setLastModifiedTime(program.work("replica/a.txt"), time);
        Files.delete(program.work("replica/a"));
        Files.writeString(program.work("replica/stranger"), "");
        before.put("replica/a.txt", "THIRD");
        before.remove("replica/a");
        before.put("replica/stranger", "");
        Ended ended = program.run("--check");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).contains("update  file a.txt", "copy    file a ", "remove  file stranger");
        assertThat(everything()).isEqualTo(before);
    }

    @Test
    void aDryRunPrintsThePlanAndWritesNothingAtAll() throws IOException {
        Map<String, String> before = everything();

        Ended ended = program.run("--dry-run");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("create  folder docs", "copy    file docs/example.txt", "copy    link docs/link");
        assertThat(everything()).isEqualTo(before);
        assertThat(program.state()).doesNotExist();
        assertThat(program.run("-n")).isEqualTo(ended);
    }

    @Test
    void code3IsAnEmptiedSourceAndNothingIsTouched() throws IOException {
        program.run("--once");
        String log = Files.readString(program.work("log.txt"));
        Files.createDirectory(program.work("bare"));

        Ended ended = program.run("--once", "-s", "bare");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.errLines()).hasSize(1);
        assertThat(ended.err()).contains("[WARN]: Pass refused: the source is empty", "--max-delete 100%");
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
        assertThat(Files.readString(program.work("log.txt"))).isEqualTo(log + ended.err());
        assertThat(program.run("--dry-run", "-s", "bare").code()).isZero();
        assertThat(program.run("--dry-run", "-s", "bare").err()).contains("guard would refuse");

        assertThat(program.run("--once", "-s", "bare", "--max-delete", "100%").code())
                .isZero();
        assertThat(Folder.read(program.work("replica"))).isEmpty();
    }

    @Test
    void code3IsTooManyDeletions() throws IOException {
        Folder.write(program.work("replica"), Map.of("x", "", "y", "", "z", ""));

        Ended refused = program.run("--once", "--max-delete", "2");
        Map<String, String> after = Folder.read(program.work("replica"));
        Ended allowed = program.run("--once", "--max-delete", "3");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(refused.err()).contains("3 of 3 files", "--max-delete 2");
        assertThat(after).containsOnlyKeys("x", "y", "z");
        assertThat(allowed.code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
    }

    @Test
    void theDefaultLimitRefusesMoreThanHalfOfTheReplicaButNotAHandful() throws IOException {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            many.put("many/" + i, "");
        }
        Folder.write(program.work("replica"), many);

        Ended refused = program.run("--once");

        assertThat(refused.code()).isEqualTo(3);
        assertThat(Folder.read(program.work("replica"))).hasSize(31);
    }

    @Test
    void swappedArgumentsAreTheClassicAccidentThatDryRunAndGuardTellOf() throws IOException {
        Files.setLastModifiedTime(program.work("source/a"), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        Folder.write(program.work("old"), Map.of("a", "older"));
        Files.setLastModifiedTime(program.work("old/a"), FileTime.from(Instant.parse("2019-01-01T00:00:00Z")));

        Ended look = program.run("--dry-run", "-s", "old", "-r", "source");
        Ended pass = program.run("--once", "-s", "old", "-r", "source", "--max-delete", "0");

        assertThat(look.code()).isZero();
        assertThat(look.err()).contains("swapped");
        assertThat(pass.code()).isEqualTo(3);
        assertThat(pass.err()).contains("swapped");
        assertThat(Folder.read(program.work("source"))).isEqualTo(sample);
    }

    @Test
    void checkDoesNotTalkOfSwappedFoldersWhenPassesHaveGoneBefore() throws IOException {
        program.run("--once");
        Files.writeString(program.work("replica/stranger"), "newer, and one more");

        Ended ended = program.run("--check");

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void severalJobsRunInOneProcessAndTheHighestCodeWins() throws IOException {
        Folder.write(program.work("guarded"), Map.of("x", "", "y", ""));
        Folder.write(program.work("conf"), Map.of("bare/", ""));
        Files.writeString(program.work("conf/jobs.yaml"), """
                one:
                  source: ../source
                  replica: ../one
                  log-file: one.log
                two:
                  s: ../source
                  r: ../two
                  time-interval: 1h
                  log-file: two.log
                  log-format: json
                three:
                  source: bare
                  replica: ../guarded
                  log-file: three.log
                """);

        Ended ended = program.run("--once", "--jobs", "conf/jobs.yaml");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(Folder.read(program.work("one"))).isEqualTo(sample);
        assertThat(Folder.read(program.work("two"))).isEqualTo(sample);
        assertThat(Folder.read(program.work("guarded"))).containsOnlyKeys("x", "y");
        assertThat(Files.readAllLines(program.work("conf/one.log"))).hasSize(12);
        assertThat(Files.readAllLines(program.work("conf/two.log"))).hasSize(12).allMatch(line -> line.startsWith("{"));
        assertThat(Files.readString(program.work("conf/three.log"))).contains("Pass refused");
    }

    @Test
    void aPropertiesFileNamesJobsToo() throws IOException {
        Files.writeString(
                program.work("jobs.properties"),
                "one.source=source\none.replica=one\ntwo.source=source\ntwo.replica=two\ntwo.max-delete=5\n");

        Ended look = program.run("--dry-run", "--jobs", "jobs.properties");
        Ended ended = program.run("--once", "--jobs", "jobs.properties");

        assertThat(look.out()).contains("Job one:", "Job two:");
        assertThat(ended.code()).isZero();
        assertThat(Folder.read(program.work("one"))).isEqualTo(sample);
        assertThat(Folder.read(program.work("two"))).isEqualTo(sample);
    }

    private Map<String, String> everything() throws IOException {
        return Folder.read(program.work());
    }
}
