package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.cli.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The trash as the command line has it, and as docs/run.md shows it. */
class TrashIT {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);

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
    void whatTheDocumentationShowsBringsAFileBack() throws Exception {
        String page = Files.readString(Path.of("docs/run.md"));
        List<String> shown = COMMANDS.matcher(page)
                .results()
                .map(block -> block.group(1))
                .filter(block -> block.contains("--trash"))
                .toList();
        assertThat(shown).hasSize(1);
        Path target = Files.createSymbolicLink(
                program.work("target"), Path.of("target").toAbsolutePath());
        try {
            ProcessBuilder builder = new ProcessBuilder("sh", "-exc", shown.get(0))
                    .directory(program.work().toFile());
            String java = Path.of(System.getProperty("java.home"), "bin").toString();
            builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
            builder.environment().put("XDG_STATE_HOME", program.state().toString());
            Process process = builder.redirectErrorStream(true).start();
            String printed = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            assertThat(printed).contains("File docs/example.txt has been removed.");
        } finally {
            Files.delete(target);
        }
        assertThat(Folder.read(program.work("source"))).isEqualTo(sample);
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
    }

    @Test
    void theOptionsComeFromTheEnvironmentToo() throws IOException {
        program.with("DROMEDARY_TRASH", "kept").with("DROMEDARY_TRASH_KEEP", "1d");
        assertThat(program.run("--once").code()).isZero();
        Files.createDirectories(program.work("kept/default/2026-01-01_000000.000/old"));
        Files.writeString(program.work("source/a"), "changed");
        assertThat(program.run("--once").code()).isZero();
        assertThat(Folder.read(program.work("kept"))).containsValue("first").doesNotContainKey("old/");
        assertThat(program.work("kept/default/2026-01-01_000000.000")).doesNotExist();
    }

    @Test
    void aTrashInsideTheReplicaIsABadArgument() {
        Ended ended = program.run("--once", "--trash", "replica/trash");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("trash lies inside the replica");
        assertThat(program.run("--once", "--trash", "t", "--trash-keep", "soon").err())
                .contains("trash-keep must be seconds, or a duration");
        assertThat(program.work("replica")).doesNotExist();
    }
}
