package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class CommandLinesIT {

    private static final String LINE = "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d \\[(INFO|WARN|ERROR)]: \\S.*";
    private static final FileTime OLD = FileTime.from(Instant.parse("2020-02-29T12:34:56Z"));
    private static final String[] FIELDS = {
        "time",
        "level",
        "job",
        "pass",
        "sequence",
        "action",
        "kind",
        "path",
        "from",
        "size",
        "md5",
        "outcome",
        "reason",
        "message"
    };

    @TempDir
    Path home;

    private Program program;
    private Map<String, String> sample;

    @BeforeEach
    void makeSource() throws IOException {
        program = new Program(home);
        sample = Folder.sample(program.work("source"));
        Files.setLastModifiedTime(program.work("source/docs/example.txt"), OLD);
    }

    @AfterEach
    void end() {
        program.close();
    }

    @ParameterizedTest(name = "dromedary.jar {0}")
    @ValueSource(
            strings = {
                "",
                "source replica 60 log.txt",
                "source replica 3600 log.txt",
                "--source source --replica replica --log-file log.txt --time-interval 10",
                "--source=source --replica=replica --time-interval=1",
                "-s source -r replica -i 5 -l log.txt",
                "-s source -r replica -i 90s"
            })
    void everyCommandLineOfTheFiveSystemsKeepsAnExactReplicaAndALog(String typed) throws IOException {
        String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ");

        Running running = program.start(arguments);
        await().until(() -> running.out().contains("Pass finished"));
        running.signal("TERM");
        Ended ended = running.await();

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
        assertThat(Files.getLastModifiedTime(program.work("replica/docs/example.txt")))
                .isEqualTo(OLD);
        List<String> log = Files.readAllLines(program.work("log.txt"));
        assertThat(log).allMatch(line -> line.matches(LINE));
        assertThat(log).anyMatch(line -> line.endsWith(" [INFO]: File docs/example.txt has been copied."));
        assertThat(ended.outLines()).isEqualTo(log);
    }

    @Test
    void aReplicaFollowsEveryKindOfEditAndEachIsInTheLog() throws IOException {
        program.run("--once");
        Files.writeString(program.work("source/a.txt"), "changed");
        Files.writeString(program.work("source/new"), "new");
        Files.delete(program.work("source/a-b/x"));
        Files.delete(program.work("source/a-b"));
        Files.writeString(program.work("replica/stranger"), "extraneous");

        Ended ended = program.run("--once");

        assertThat(ended.code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
        assertThat(messages(ended.outLines()))
                .contains(
                        "File a.txt has been updated.",
                        "File new has been copied.",
                        "File a-b/x has been removed.",
                        "Folder a-b has been removed.",
                        "File stranger has been removed.");
        assertThat(program.run("--once").out()).contains("nothing to do");
    }

    @Test
    void theLogIsAppendedByTheNextStart() throws IOException {
        program.run("--once");
        List<String> first = Files.readAllLines(program.work("log.txt"));

        program.run("--once");

        assertThat(Files.readAllLines(program.work("log.txt"))).startsWith(first.toArray(String[]::new));
        assertThat(Files.readAllLines(program.work("log.txt"))).hasSizeGreaterThan(first.size());
    }

    @Test
    void aLogThatIsALinkIsWrittenWhereItLeads() throws IOException {
        Files.writeString(program.work("kept.log"), "earlier\n");
        Files.createSymbolicLink(program.work("log.txt"), Path.of("kept.log"));

        program.run("--once");

        assertThat(Files.isSymbolicLink(program.work("log.txt"))).isTrue();
        assertThat(Files.readAllLines(program.work("kept.log")))
                .startsWith("earlier")
                .anyMatch(line -> line.contains("Pass finished"));
    }

    @Test
    void aJsonLogHasOneObjectALineWithEveryFieldOfTheContract() throws IOException {
        Files.writeString(program.work("source/two\nlines"), "odd name");

        program.run("--once", "--log-format", "json");

        List<JsonNode> events = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(program.work("log.txt"))) {
            events.add(json.readTree(line));
        }
        for (JsonNode event : events) {
            assertThat(event.fieldNames()).toIterable().containsExactly(FIELDS);
            assertThat(OffsetDateTime.parse(event.get("time").asText()).toInstant())
                    .isBetween(Instant.now().minusSeconds(60), Instant.now());
            assertThat(event.get("job").asText()).isEqualTo("default");
            assertThat(event.get("pass").asLong())
                    .isEqualTo(events.get(0).get("pass").asLong());
        }
        JsonNode copied = event(events, "a.txt");
        assertThat(copied.get("action").asText()).isEqualTo("copy");
        assertThat(copied.get("kind").asText()).isEqualTo("file");
        assertThat(copied.get("size").asLong()).isEqualTo(5);
        assertThat(copied.get("md5").asText()).isEqualTo("dd5c8bf51558ffcbe5007071908e9524");
        assertThat(copied.get("outcome").asText()).isEqualTo("done");
        assertThat(copied.get("level").asText()).isEqualTo("INFO");
        assertThat(event(events, "two\\x0Alines").get("action").asText()).isEqualTo("copy");
        JsonNode summary = events.get(events.size() - 1);
        assertThat(summary.get("action").asText()).isEqualTo("pass");
        assertThat(summary.get("outcome").asText()).isEqualTo("synced");
    }

    @Test
    void hardLinksAreKeptWhereTheCommandLineOrTheEnvironmentAsksForThem() throws IOException {
        Files.createLink(program.work("source/docs/b"), program.work("source/a"));

        program.run("--once");
        Ended check = program.run("--check", "--hard-links");
        Ended linked = program.run("--once", "-H", "--log-format", "json");
        program.with("DROMEDARY_HARD_LINKS", "true");
        Ended same = program.run("--check");

        assertThat(check.code()).isEqualTo(1);
        assertThat(check.outLines()).contains("update  file docs/b (hard link differs, 0 bytes)");
        JsonNode update = new ObjectMapper().readTree(linked.outLines().get(0));
        assertThat(update.get("message").asText()).isEqualTo("File docs/b has been updated as a hard link of a.");
        assertThat(update.get("from").asText()).isEqualTo("a");
        assertThat(update.get("size").asLong()).isZero();
        assertThat(update.get("md5").asText()).isEqualTo("8b04d5e3775d298e78455efc5ca404d5");
        assertThat(Files.getAttribute(program.work("replica/docs/b"), "unix:ino"))
                .isEqualTo(Files.getAttribute(program.work("replica/a"), "unix:ino"));
        assertThat(same.code()).isZero();
    }

    @Test
    void aQuietConsoleSaysNothingWhenAllIsWellButTheLogIsWritten() throws IOException {
        Ended ended = program.run("--once", "-q");

        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isEmpty();
        assertThat(Files.readString(program.work("log.txt"))).contains("File a has been copied.", "Pass finished");
    }

    @Test
    void aVerboseConsoleTellsMoreAndShowsWhereAFailureComesFrom() throws IOException {
        Folder.write(program.work("routes"), Map.of("own.camel.yaml", "- route:\n    id: x\n    nonsense: true\n"));

        Ended well = program.run("--once", "-v");
        Ended badly = program.run("--once", "-v", "--routes", "routes");

        assertThat(well.code()).isZero();
        assertThat(well.out() + well.err()).contains("Apache Camel", "File a has been copied.");
        assertThat(badly.code()).isEqualTo(4);
        assertThat(badly.err()).contains("\tat ");
    }

    @Test
    void helpFitsOnAScreen() {
        Ended ended = program.run("--help");

        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .contains("SOURCE REPLICA INTERVAL LOG", "-s, --source DIR", "-n, --dry-run", "Safety", "130, 143");
        assertThat(ended.outLines()).hasSizeLessThanOrEqualTo(62);
        assertThat(program.run("-h")).isEqualTo(ended);
        assertThat(program.work("replica")).doesNotExist();
    }

    @Test
    void versionIsTheOneOfTheBuild() {
        Ended ended = program.run("-V");

        assertThat(ended.code()).isZero();
        assertThat(ended.out()).matches("dromedary \\d+\\.\\d+\\.\\d+\\R");
        assertThat(program.run("--version")).isEqualTo(ended);
    }

    @Test
    void anOptionWinsOverTheEnvironmentThatWinsOverTheProperties() throws IOException {
        Path conf = Files.createDirectories(home.resolve("conf"));
        Files.writeString(
                conf.resolve("application.properties"),
                "dromedary.replica=of-properties\ndromedary.log-file=properties.log\ndromedary.once=true\n");

        assertThat(program.startWith(conf).await().code()).isZero();
        program.with("DROMEDARY_REPLICA", "of-environment");
        assertThat(program.startWith(conf).await().code()).isZero();
        assertThat(program.startWith(conf, "-r", "of-option").await().code()).isZero();

        Map<String, Map<String, String>> replicas = new HashMap<>();
        for (String name : List.of("of-properties", "of-environment", "of-option", "replica")) {
            replicas.put(name, Folder.read(program.work(name)));
        }
        assertThat(replicas)
                .containsEntry("of-properties", sample)
                .containsEntry("of-environment", sample)
                .containsEntry("of-option", sample)
                .containsEntry("replica", Map.of());
        assertThat(Files.readString(program.work("properties.log")).split("Pass finished"))
                .hasSize(4);
    }

    private static JsonNode event(List<JsonNode> events, String path) {
        return events.stream()
                .filter(event -> path.equals(event.get("path").asText()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event of " + path + " in " + events));
    }

    private static List<String> messages(List<String> lines) {
        return lines.stream()
                .map(line -> line.substring(line.indexOf("]: ") + 3))
                .toList();
    }
}
