package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class LiveEditIT {

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void makeFolders() throws IOException {
        program = new Program(home);
        Folder.write(program.work("source"), Map.of("first", "first"));
        Files.createDirectory(program.work("routes"));
        Files.writeString(program.work("routes/delete.camel.yaml"), RouteFiles.packed("delete.camel.yaml"));
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void withDevASavedRouteTakesEffectAndABrokenOneIsToldWithFileAndLine() throws IOException {
        Running running = program.start("--dev", "--routes", "routes", "--interval", "1");
        eventually(() -> assertThat(program.work("replica/first")).hasContent("first"));
        Path copy = program.work("routes/copy.camel.yaml");
        String shipped = RouteFiles.packed("copy.camel.yaml");

        Files.writeString(copy, shipped.replace("uri: dromedary:copy", "uri: dromdary:copy"));
        eventually(() -> assertThat(running.err())
                .contains("routes/copy.camel.yaml, line 9: ", "dromdary", "what ran before goes on"));
        Files.writeString(program.work("source/second"), "second");
        eventually(() -> assertThat(program.work("replica/second")).hasContent("second"));

        String step = "      steps:\n        - log:\n            message: seen\n            loggingLevel: WARN\n";
        Files.writeString(copy, shipped.replace("      steps:\n", step));
        eventually(() -> assertThat(running.out()).contains("routes/copy.camel.yaml has taken effect"));
        Files.writeString(program.work("source/third"), "third");
        eventually(() -> assertThat(program.work("replica/third")).hasContent("third"));
        assertThat(running.err()).contains("[WARN] seen");

        running.signal("TERM");
        Ended ended = running.await();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Files.readString(program.work("log.txt")))
                .contains("File first has", "File second has", "File third has");
    }

    @Test
    void devWithOnceIsAMistake() throws IOException {
        Ended once = program.run("--dev", "--once");
        assertThat(once.code()).isEqualTo(ExitCode.USAGE);
        assertThat(once.errLines().get(0)).contains("--dev", "--once");
        assertThat(program.work("replica")).doesNotExist();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20)).untilAsserted(assertion);
    }
}
