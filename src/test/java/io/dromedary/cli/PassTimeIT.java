package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the log says of the time of a pass, beside the times that the file system keeps, and beside the meters. */
@Execution(ExecutionMode.CONCURRENT)
class PassTimeIT {

    /** What it takes to compare two small trees, to begin and to end a pass, on a machine that does much else. */
    private static final long TOLERANCE_MILLISECONDS = 1000;

    private static final Pattern SUMMARY = Pattern.compile("\\{\"time\":\"([^\"]+)\",.*\"pass\":(\\d+),.*"
            + "Pass finished in ([\\d.]+) s: (\\d+) copied, (?:\\d+ adjusted, )?(\\d+) bytes, no problems\\..*");

    private static final String METERS = """
            - route:
                id: meters
                from:
                  uri: timer:meters
                  parameters:
                    period: 100
                  steps:
                    - to:
                        uri: micrometer:counter:looks
                    - setBody:
                        simple: ${bean:metricsRegistry?method=getMetersAsString}
                    - to:
                        uri: file:meters
                        parameters:
                          fileName: meters.txt
                          tempFileName: meters.tmp
            """;

    @TempDir
    Path home;

    private Program program;

    @AfterEach
    void end() {
        program.close();
    }

    @Test
    void theTimeOfAPassInServiceIsThatOfTheFileSystemAndOfTheMeters() throws IOException {
        program = new Program(home);
        Folder.write(program.work("source"), Map.of("first", ""));
        Folder.write(program.work("routes"), Map.of("meters.camel.yaml", METERS));
        Files.write(program.work("source/second"), new byte[512 * 1024]);
        Files.write(program.work("source/third"), new byte[512 * 1024]);
        Files.createDirectory(program.work("replica"));
        Running running = program.start(
                "source",
                "replica",
                "1h",
                "log.txt",
                "--log-format=json",
                "--bwlimit=512K",
                "--threads=1",
                "--routes=routes");
        Matcher summary = await().atMost(Duration.ofSeconds(30))
                .until(() -> SUMMARY.matcher(lastLine(program.work("log.txt"))), Matcher::matches);

        double took = Double.parseDouble(summary.group(3));
        Instant started = Instant.ofEpochMilli(Long.parseLong(summary.group(2)));
        Instant told = OffsetDateTime.parse(summary.group(1)).toInstant();
        long byLines = Duration.between(started, told).toMillis();
        long byFiles = Duration.between(changed("replica/first"), changed("replica/third"))
                .toMillis();
        assertThat(took * 1000).isBetween(1000.0, (double)
                Duration.between(started, Instant.now()).toMillis());
        assertThat(took * 1000).isBetween((double) byLines - TOLERANCE_MILLISECONDS, byLines + 5.0);
        assertThat(took * 1000).isBetween(byFiles - 20.0, (double) byFiles + TOLERANCE_MILLISECONDS);

        String meters = await().ignoreExceptions()
                .until(
                        () -> Files.readString(program.work("meters/meters.txt")),
                        text -> text.contains("dromedary.pass(TIMER)"));
        assertThat(meter(meters, "pass", "total_time")).isCloseTo(took, within(0.001));
        assertThat(meter(meters, "pass", "count")).isEqualTo(1);
        assertThat(meter(meters, "files.copied", "count")).isEqualTo(Double.parseDouble(summary.group(4)));
        assertThat(meter(meters, "bytes.copied", "count")).isEqualTo(Double.parseDouble(summary.group(5)));
        assertThat(meter(meters, "problems", "count")).isZero();

        running.signal("TERM");
        assertThat(running.await().code()).isZero();
    }

    private static String lastLine(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).lines().reduce("", (before, line) -> line) : "";
    }

    private Instant changed(String path) throws IOException {
        return ((FileTime) Files.getAttribute(program.work(path), "unix:ctime")).toInstant();
    }

    private static double meter(String meters, String name, String value) {
        Matcher line = Pattern.compile("dromedary\\." + Pattern.quote(name) + "\\(.*\\b" + value + "=([\\d.E-]+)")
                .matcher(meters);
        assertThat(line.find()).as(name + " in " + meters).isTrue();
        return Double.parseDouble(line.group(1));
    }
}
