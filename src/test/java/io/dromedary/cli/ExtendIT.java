package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The YAML of docs/extend.md, put where that page says. */
class ExtendIT {

    private static final Pattern CODE = Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path home;

    private Program program;
    private List<String> yaml;

    @BeforeEach
    void makeFolders() throws IOException {
        program = new Program(home);
        Folder.write(program.work("source"), Folder.SAMPLE);
        Folder.write(program.work("replica"), Map.of("extraneous", "x"));
        Files.createDirectory(program.work("routes"));
        yaml = CODE.matcher(Files.readString(Path.of("docs/extend.md")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(yaml).hasSize(4);
    }

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void everyEventGoesToASecondPlace() throws IOException {
        insert("audit.camel.yaml", "        - aggregate:\n", yaml.get(0));
        route("second.camel.yaml", yaml.get(1).replace("/var/log/second", program.work("second") + ""));

        assertThat(program.run("--once", "--routes", "routes").code()).isZero();

        assertThat(Files.readAllLines(program.work("second/events.txt")))
                .anyMatch(line -> line.endsWith("File a.txt has been copied."))
                .anyMatch(line -> line.endsWith("File extraneous has been removed."))
                .containsExactlyElementsOf(Files.readAllLines(program.work("log.txt")));
    }

    @Test
    void nothingIsLostWhileTheSecondPlaceFails() throws IOException {
        Path obstacle = Files.createFile(program.work("second"));
        insert("audit.camel.yaml", "        - aggregate:\n", yaml.get(0));
        route("second.camel.yaml", yaml.get(1).replace("/var/log/second", program.work("second") + ""));

        Program.Running running = program.start("--once", "--routes", "routes");
        await().atMost(Duration.ofSeconds(30)).until(() -> running.err().contains("second"));
        Files.delete(obstacle);

        assertThat(running.await().code()).isZero();
        assertThat(Files.readAllLines(program.work("log.txt"))).anyMatch(line -> line.contains("Pass finished"));
        assertThat(Files.readAllLines(program.work("second/events.txt")))
                .containsExactlyElementsOf(Files.readAllLines(program.work("log.txt")));
    }

    @Test
    void aSecondPlaceThatFailsNeedNotHoldUpThePass() throws IOException {
        Files.createFile(program.work("second"));
        insert("audit.camel.yaml", "        - aggregate:\n", yaml.get(0));
        String second = yaml.get(1);
        String tried = second.substring(0, second.indexOf("        - to:\n")) + yaml.get(2);
        route("second.camel.yaml", tried.replace("/var/log/second", program.work("second") + ""));

        Program.Ended ended = program.run("--once", "--routes", "routes");

        assertThat(ended.code()).isZero();
        assertThat(ended.out() + ended.err()).contains("Not sent: File a.txt has been copied.");
        assertThat(Files.readString(program.work("log.txt"))).contains("File a.txt has been copied.", "Pass finished");
    }

    @Test
    void everyCopiedFileGoesToASecondFolder() throws IOException {
        String copy = Files.readString(Path.of("routes/copy.camel.yaml"));
        route("copy.camel.yaml", copy + yaml.get(3).replace("/backup/second", program.work("second") + ""));

        assertThat(program.run("--once", "--routes", "routes").code()).isZero();

        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
        assertThat(Folder.read(program.work("second")))
                .containsOnlyKeys(
                        "a",
                        "a-b/",
                        "a-b/x",
                        "a.txt",
                        "docs/",
                        "docs/.hidden",
                        "docs/example.txt",
                        "docs/with space.txt")
                .containsEntry("docs/with space.txt", "fifth");
        assertThat(Files.getLastModifiedTime(program.work("second/a")).toMillis())
                .isEqualTo(Files.getLastModifiedTime(program.work("source/a")).toMillis());
    }

    private void insert(String file, String before, String step) throws IOException {
        String text = Files.readString(Path.of("routes", file));
        assertThat(text).contains(before);
        route(file, text.replace(before, step + before));
    }

    private void route(String file, String text) throws IOException {
        Files.writeString(program.work("routes").resolve(file), text);
    }
}
