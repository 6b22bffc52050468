package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class RemoteIT {

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
    void aPersonAsksPausesHasAPassMadeConfirmsAndResumes() throws Exception {
        Running running = program.start("-i", "1h");
        eventually(() -> assertThat(running.out()).contains("Pass finished"));

        assertThat(program.run("--pause").out()).startsWith("Passes are paused");
        JsonNode paused = status(0);
        assertThat(paused.get("running").asBoolean()).isTrue();
        assertThat(paused.get("process").asLong()).isEqualTo(running.process().pid());
        assertThat(paused.at("/status/inSync").asBoolean()).isTrue();
        assertThat(paused.at("/status/paused").asBoolean()).isTrue();

        empty(program.work("source"));
        assertThat(program.run("--now").out()).isEqualTo("A pass begins.\n");
        eventually(() -> assertThat(running.err()).contains("Pass refused"));
        JsonNode refused = status(3);
        String plan = refused.at("/status/refused/plan").asText();
        assertThat(refused.at("/status/inSync").asBoolean()).isFalse();

        Ended wrong = program.run("--confirm", "0a0a0a0a");
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.err())
                .isEqualTo("dromedary: plan 0a0a0a0a is not the one that was refused: that is " + plan + "\n");
        JsonNode answer = new ObjectMapper()
                .readTree(program.run("--json", "--confirm", plan).out());
        assertThat(answer.get("done").asBoolean()).isTrue();
        eventually(() -> assertThat(program.work("replica")).isEmptyDirectory());

        assertThat(program.run("--resume").out()).isEqualTo("Passes go on.\n");
        running.signal("TERM");
        assertThat(running.await().code()).isZero();
        String user = Files.getOwner(program.work("source")).getName();
        assertThat(Files.readString(program.work("log.txt")))
                .contains("[INFO]: Passes have been paused by " + user + " from a terminal.")
                .contains("[INFO]: Plan " + plan + " has been confirmed by " + user + " from a terminal.")
                .contains("[INFO]: Passes have been resumed by " + user + " from a terminal.");
    }

    @Test
    void withoutAnInstanceTheStatusIsThatOfTheLastPassAndNothingCanBeAsked() throws Exception {
        Ended none = program.run("--status");
        assertThat(none.code()).isEqualTo(4);
        assertThat(none.errLines())
                .containsExactly("dromedary: no instance has made a pass of job default yet: start one");

        assertThat(program.run("--once").code()).isZero();
        Ended status = program.run("--status");
        assertThat(status.code()).isZero();
        assertThat(status.out()).startsWith("default: in sync since ").contains("none is running");
        assertThat(status(0).get("running").asBoolean()).isFalse();

        Ended now = program.run("--now");
        assertThat(now.code()).isEqualTo(4);
        assertThat(now.errLines())
                .containsExactly("dromedary: no instance is running for job default: start one, and ask again");
    }

    @Test
    void aPauseLastsThroughAKillAndAStart() throws Exception {
        Running first = program.start("-i", "1");
        eventually(() -> assertThat(first.out()).contains("Pass finished"));
        program.run("--pause");
        first.kill();

        Running second = program.start("-i", "1");
        eventually(() -> assertThat(status(0).get("process").asLong())
                .isEqualTo(second.process().pid()));
        assertThat(status(0).at("/status/paused").asBoolean()).isTrue();
        Files.writeString(program.work("source/late"), "late");
        program.run("--resume");
        eventually(() -> assertThat(program.work("replica/late")).hasContent("late"));
        eventually(() ->
                assertThat(second.out()).containsSubsequence("Passes have been resumed", "File late has been copied"));
    }

    private JsonNode status(int code) throws IOException {
        Ended ended = program.run("--status", "--json");
        assertThat(ended.code()).isEqualTo(code);
        JsonNode status = new ObjectMapper().readTree(ended.out());
        JsonSchema schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/schema/status.json")));
        assertThat(schema.validate(status)).isEmpty();
        return status;
    }

    private static void empty(Path folder) throws IOException {
        try (Stream<Path> entries = Files.walk(folder)) {
            entries.filter(entry -> !entry.equals(folder))
                    .sorted((a, b) -> b.compareTo(a))
                    .forEach(entry -> entry.toFile().delete());
        }
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
