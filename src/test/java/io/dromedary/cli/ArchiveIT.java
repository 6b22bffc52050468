package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.LongForm;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What bin/dromedary does so that a start is fast, and that it does so unseen. */
@DisabledOnOs(OS.WINDOWS)
class ArchiveIT {

    private static final String QUIET = "\\S+ \\S+ \\[INFO]: Pass finished in .*: nothing to do, .*\\R";
    private static final String FROM_ARCHIVE = "io.dromedary.cli.Dromedary source: shared objects file";

    @TempDir
    Path folder;

    private Path home;
    private Path archives;
    private final Map<String, String> environment = new LinkedHashMap<>();

    @BeforeEach
    void unpack() throws Exception {
        home = Unpacked.into(Files.createDirectory(folder.resolve("program")));
        archives = folder.resolve("state/dromedary/java");
        environment.put("JAVA_HOME", System.getProperty("java.home"));
        environment.put("XDG_STATE_HOME", folder.resolve("state").toString());
        for (String name : List.of("one", "two")) {
            Folder.write(folder.resolve(name), Map.of("file", "content"));
            environment.put("DROMEDARY_ARCHIVE", "no");
            assertThat(run(name)).contains("1 copied");
            environment.remove("DROMEDARY_ARCHIVE");
        }
        assertThat(archives).doesNotExist();
    }

    @Test
    void isMadeByTheFirstStartAndUsedByTheNextAndMadeAgainWhenItDoesNotFit() throws Exception {
        assertThat(run("one")).matches(QUIET);
        Path first = archive();

        environment.put("JAVA_OPTS", "-Xlog:class+load");
        assertThat(run("one")).contains(FROM_ARCHIVE);
        environment.remove("JAVA_OPTS");
        assertThat(names(archives)).containsExactly(first.getFileName().toString());

        damage(first);
        assertThat(run("one")).matches(QUIET);
        Path second = archive();
        assertThat(second).isNotEqualTo(first);

        Files.setLastModifiedTime(home.resolve("lib/dromedary.jar"), FileTime.from(Instant.EPOCH));
        Process other = start("two");
        assertThat(run("one")).matches(QUIET);
        assertThat(output(other)).matches(QUIET);
        assertThat(names(archives))
                .isNotEmpty()
                .allMatch(name -> name.matches("[0-9-]+\\.(jsa|aot)"))
                .doesNotContain(second.getFileName().toString());
        environment.put("JAVA_OPTS", "-Xlog:class+load");
        assertThat(run("one")).contains(FROM_ARCHIVE);
    }

    @Test
    void isDoneWithoutWhereItCannotBeMade() throws Exception {
        LongForm.only();
        Files.createFile(archives);
        assertThat(run("one")).matches(QUIET);
        assertThat(archives).isEmptyFile();
        Files.delete(archives);

        Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                case "$*" in *Training*) echo x >>'%s'; exit 1;; esac
                exec '%s/bin/java' "$@"
                """.formatted(folder.resolve("trainings"), environment.get("JAVA_HOME")));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        environment.put("JAVA_HOME", folder.resolve("jdk").toString());
        assertThat(run("one")).matches(QUIET);
        assertThat(run("one")).matches(QUIET);
        assertThat(folder.resolve("trainings")).hasContent("x");
        assertThat(names(archives)).hasSize(1).allMatch(name -> name.endsWith(".failed"));
    }

    @Test
    void isNotMadeByWhatLeavesNothingBehind() throws Exception {
        LongForm.only();
        for (String option : List.of("-n", "--check", "--help", "-V")) {
            assertThat(output(start("one", option))).isNotEmpty();
        }
        environment.put("JAVA_OPTS", "-Xshare:off");
        assertThat(run("one")).matches(QUIET);
        assertThat(archives).doesNotExist();
    }

    private Path archive() throws IOException {
        assertThat(names(archives)).hasSize(1).allMatch(name -> name.matches("[0-9-]+\\.(jsa|aot)"));
        return archives.resolve(names(archives).first());
    }

    /** As after a loss of power: the length is right, and a part has never been written. */
    private static void damage(Path archive) throws IOException {
        assertThat(archive.toFile().setWritable(true)).isTrue();
        try (RandomAccessFile file = new RandomAccessFile(archive.toFile(), "rw")) {
            file.seek(file.length() / 3);
            file.write(new byte[1_000_000]);
        }
    }

    private String run(String source) throws Exception {
        return output(start(source, "--once"));
    }

    private Process start(String source, String option) throws IOException {
        List<String> command = List.of(
                home.resolve("bin/dromedary").toString(),
                option,
                "-s",
                folder.resolve(source).toString(),
                "-r",
                folder.resolve("replica of " + source).toString(),
                "-l",
                folder.resolve(source + ".log").toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Process start(String source) throws IOException {
        return start(source, "--once");
    }

    private static String output(Process process) throws Exception {
        try {
            String output = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(output).isZero();
            return output;
        } finally {
            process.destroyForcibly();
        }
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
