package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.LongForm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark still runs what there is to run. How fast it all is, it does not say here. */
@EnabledOnOs(OS.LINUX)
class BenchIT {

    @TempDir
    Path folder;

    @BeforeEach
    void needsItsTools() throws Exception {
        assumeTrue(works("python3", "-c", "import sys; sys.exit(sys.version_info < (3, 9))"), "no Python 3.9 or later");
        assumeTrue(works("rsync", "--version"), "no rsync");
    }

    @Test
    void printsATableAndLeavesNothingBehind() throws Exception {
        LongForm.only();
        Path trees = Files.createDirectory(folder.resolve("trees"));
        Path table = folder.resolve("table.md");
        Path numbers = folder.resolve("numbers.json");

        Ran ran = run("--rows", "check,first", "--dir", trees + "", "--out", table + "", "--json", numbers + "");

        assertThat(ran.exit()).as(ran.errors()).isZero();
        for (String row : List.of("check", "first")) {
            for (String other : List.of("rsync", "Python baseline")) {
                String seconds = "[0-9.]+ s \\([0-9.]+ to [0-9.]+\\)";
                assertThat(ran.output())
                        .containsPattern(
                                "\\| " + row + " \\| 10,000 files of 4 KiB in 100 folders, [a-z ]+ \\| " + seconds
                                        + " \\| " + other + " \\| " + seconds
                                        + " \\| [0-9.]+ \\| ≤ [0-9.]+ \\| .*\\| (aim reached|bar held|\\*\\*missed\\*\\*) \\|");
            }
        }
        assertThat(ran.output()).contains("- processor: ", "- Java: ", "- rsync: ", "a smoke test");
        assertThat(table).hasContent(ran.output());
        assertThat(numbers).content().contains("\"row\": \"first\"", "\"Dromedary\": [");
        assertThat(trees).isEmptyDirectory();
        assertThat(Path.of("bench/__pycache__")).doesNotExist();
    }

    @Test
    void refusesARowThatItDoesNotKnow() throws Exception {
        Ran ran = run("--rows", "check,nonsense");

        assertThat(ran.exit()).isEqualTo(2);
        assertThat(ran.errors()).contains("no row is called nonsense");
        assertThat(ran.output()).isEmpty();
    }

    private record Ran(int exit, String output, String errors) {}

    private Ran run(String... arguments) throws Exception {
        Path output = folder.resolve("output.txt");
        Path errors = folder.resolve("errors.txt");
        ProcessBuilder builder = new ProcessBuilder("bench/run", "--quick", "--rounds", "1")
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile());
        builder.command().addAll(List.of("--java-home", System.getProperty("java.home")));
        builder.command().addAll(List.of(arguments));
        Process process = builder.start();
        try {
            assertThat(process.waitFor(120, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            // Not forcibly: it removes what it has made.
            process.destroy();
        }
    }

    private static boolean works(String... command) throws InterruptedException {
        try {
            return new ProcessBuilder(command)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
