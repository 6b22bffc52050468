package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the commands of the README as they stand there, in a folder that has the target folder of this build. Maven itself
 * is replaced by a command that only checks what it is asked for, because this test is part of what it does.
 */
class ReadmeIT {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern FIRST_OUTPUT = Pattern.compile("```sh\\n.*?```\\s*```\\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private String readme;

    @BeforeEach
    void makeACheckout() throws IOException {
        readme = Files.readString(Path.of("README.md"));
        Files.createSymbolicLink(folder.resolve("target"), Path.of("target").toAbsolutePath());
        Path maven = Files.createDirectory(folder.resolve("bin")).resolve("mvn");
        Files.writeString(
                maven,
                "#!/bin/sh\ncase \"$*\" in '-q -DskipTests package'|verify) ;; *) echo \"mvn $*\"; exit 1;; esac\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @AfterEach
    void leaveTheBuildAlone() throws IOException {
        Files.delete(folder.resolve("target"));
    }

    @Test
    void everyCommandOfTheReadmeWorksAsItStands() throws Exception {
        List<String> commands = COMMANDS.matcher(readme)
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
        assertThat(commands).hasSizeGreaterThan(3);
        for (String command : commands) {
            // A check of a folder that is in sync exits 0, and so does everything else that is shown.
            assertThat(run(command)).as(command).isNotNull();
        }
    }

    @Test
    void theFirstRunPrintsWhatTheReadmeShows() throws Exception {
        Matcher commands = COMMANDS.matcher(readme);
        Matcher output = FIRST_OUTPUT.matcher(readme);
        assertThat(commands.find() && output.find()).isTrue();
        assertThat(withoutFigures(run(commands.group(1)))).isEqualTo(withoutFigures(output.group(1)));
    }

    private String run(String command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("sh", "-ec", command).directory(folder.toFile());
        Path java = Path.of(System.getProperty("java.home"), "bin");
        builder.environment().merge("PATH", folder.resolve("bin") + ":" + java, (path, ours) -> ours + ":" + path);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Process process = builder.redirectErrorStream(true).start();
        try {
            String printed = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(printed).isZero();
            return printed;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Copies run side by side, so lines may change places. */
    private static List<String> withoutFigures(String text) {
        return text.replaceAll("\\d", "0").lines().sorted().toList();
    }
}
