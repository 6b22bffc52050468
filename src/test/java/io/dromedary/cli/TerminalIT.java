package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.cli.Program.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a person sees who runs the program in a terminal, which is one that {@code script} makes, and what a pipe gets. */
@EnabledOnOs(OS.LINUX)
class TerminalIT {

    private static final Path SCRIPT = Path.of("/usr/bin/script");
    private static final String ESCAPE = "\u001B";

    @TempDir
    private Path home;

    private Program program;

    @BeforeEach
    void setUp() throws IOException {
        program = new Program(home).with("TERM", "xterm").with("NO_COLOR", null);
    }

    @AfterEach
    void end() {
        program.close();
    }

    private Ended inTerminal(String... arguments) {
        assumeTrue(Files.isExecutable(SCRIPT), "there is no " + SCRIPT);
        List<String> starter = List.of("sh", "-c", "exec " + SCRIPT + " -qec \"stty cols 100; $*\" /dev/null", "sh");
        return program.startBy(starter, arguments).await();
    }

    @Test
    void aLongPassShowsHowFarItIsAndLeavesNothingOfThat() throws IOException {
        Files.createDirectories(program.work("source"));
        Files.write(program.work("source/a large file"), new byte[3 << 20]);

        Ended ended = inTerminal("--once", "--bwlimit", "1500");

        assertThat(ended.code()).as(ended.out()).isZero();
        assertThat(ended.out()).contains("copying  ", "0/1 files", " of 3.0 MiB", "a large file ", ESCAPE + "[K");
        List<String> left = Stream.of(ended.out().split("\r?\n"))
                .map(line -> line.substring(line.lastIndexOf('\r') + 1).replace(ESCAPE + "[K", ""))
                .toList();
        assertThat(ended.out()).doesNotContain("next pass");
        assertThat(left.get(left.size() - 1)).isEmpty();
        assertThat(left.subList(0, left.size() - 1))
                .hasSize(3)
                .allMatch(line -> line.matches("[0-9]{4}-.*\\[INFO]: .*\\."));
        assertThat(left.get(2)).endsWith("1 created, 1 copied, 3.0 MiB, no problems.");
        assertThat(Files.readString(program.work("log.txt")))
                .doesNotContain(ESCAPE, "copying")
                .contains("3145728 bytes");
    }

    @Test
    void aTerminalGetsColumnsInColoursAndAPipeNeither() throws IOException {
        Folder.write(program.work("source"), Map.of("new" + ESCAPE + "[31m", "abc"));
        Folder.write(program.work("replica"), Map.of("old/x", ""));

        Ended coloured = inTerminal("--dry-run");
        Ended plain = program.with("NO_COLOR", "1").run("--check");

        assertThat(coloured.out())
                .contains(ESCAPE + "[32mcopy  " + ESCAPE + "[m     3 bytes  new                 new\\x1B[31m")
                .contains("The guard would allow this pass.");
        assertThat(plain.out())
                .contains("copy    file new\\x1B[31m (new, 3 bytes)")
                .doesNotContain(ESCAPE, "\r");
        assertThat(plain.code()).isEqualTo(1);
    }

    @Test
    void whoReadsOnlyTheBeginningIsNotToldOfThePipe() throws IOException {
        Map<String, String> many = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            many.put("a file with a name of some length " + i, "");
        }
        Folder.write(program.work("source"), many);

        Ended list = program.startBy(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"), "--dry-run")
                .await();
        Ended json = program.startBy(List.of("sh", "-c", "\"$@\" | head -n 1", "sh"), "--check", "--json")
                .await();

        assertThat(list.outLines()).hasSize(1);
        assertThat(list.err()).isEmpty();
        assertThat(json.out()).startsWith("{\"type\":\"action\"");
        assertThat(json.err()).isEmpty();
    }
}
