package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.LongForm;
import io.dromedary.Trees;
import io.dromedary.cli.Program.Ended;
import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Trees that are too deep for the memory of the program, or for what it may use of the system. */
@Execution(ExecutionMode.CONCURRENT)
class DeepTreeIT {

    private static final String[] ONCE = {"--once", "--max-delete", "100%"};

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void makeSource() throws IOException {
        assumeTrue(Posix.find().isPresent(), "such trees are made and looked at with the tools of Linux");
        program = new Program(home);
        Folder.write(program.work("source"), Map.of("beside", "1", "z/x", "2"));
    }

    @AfterEach
    void end() {
        if (program != null) {
            program.close();
            Trees.removeDeep(program.work());
        }
    }

    private static long entries(Path root) {
        return Trees.run("find", root.toString(), "-printf", "x").length();
    }

    private void assertOneProblem(Ended ended, String why) {
        assertThat(ended.code()).isEqualTo(1);
        List<String> told = ended.errLines().stream()
                .filter(line -> line.contains("could not be"))
                .toList();
        assertThat(told).singleElement().asString().contains(why);
        assertThat(ended.err()).contains("Pass finished", "1 problem.").doesNotContain("\tat ", "Error");
    }

    @Test
    void tenThousandLevelsAreAProblemWhereMemoryIsSmallAndTheRestIsMirrored() throws IOException {
        LongForm.only();
        Trees.makeDeep(program.work("source"), "d", 10_000);
        assertOneProblem(program.run(ONCE), "java -Xmx");
        assertThat(program.work("replica/z/x")).hasContent("2");
        assertThat(entries(program.work("replica"))).isBetween(2000L, 5000L);

        Files.writeString(program.work("source/beside"), "changed");
        assertOneProblem(program.run(ONCE), "java -Xmx");
        assertThat(program.work("replica/beside")).hasContent("changed");
        assertThat(program.run("--check").code()).isEqualTo(1);
    }

    @Test
    void aReplicaThatIsTooDeepForMemoryIsKept() throws IOException {
        LongForm.only();
        Trees.makeDeep(Files.createDirectories(program.work("replica")), "d", 10_000);
        long before = entries(program.work("replica/d"));
        assertOneProblem(program.run(ONCE), "java -Xmx");
        assertThat(entries(program.work("replica/d"))).isEqualTo(before);
        assertThat(program.work("replica/z/x")).hasContent("2");
    }

    @Test
    void withoutNativeCallsPathsEndWhereTheSystemSays() throws IOException {
        LongForm.only();
        program.with("JDK_JAVA_OPTIONS", "-Ddromedary.plain-java=true");
        Trees.makeDeep(program.work("source"), "directory", 1000);
        assertOneProblem(program.run(ONCE), "ile name too long");
        assertThat(program.work("replica/z/x")).hasContent("2");
        assertThat(entries(program.work("replica"))).isBetween(300L, 500L);

        program.with("JDK_JAVA_OPTIONS", null);
        assertThat(program.run(ONCE).code()).isZero();
        long before = entries(program.work("replica/directory"));
        Trees.removeDeep(program.work("source/directory"));
        program.with("JDK_JAVA_OPTIONS", "-Ddromedary.plain-java=true");
        assertOneProblem(program.run(ONCE), "ile name too long");
        assertThat(entries(program.work("replica/directory"))).isEqualTo(before).isGreaterThan(1000);
    }
}
