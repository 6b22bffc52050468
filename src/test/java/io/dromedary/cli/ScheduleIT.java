package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class ScheduleIT {

    private static final String LEAP_DAY = "0 0 29 2 *";

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
    void aWatchedJobFollowsWhatChangesBetweenTheTimesOfItsSchedule() throws IOException {
        Running running = program.start("--schedule", LEAP_DAY, "--watch");
        Path example = program.work("replica/docs/example.txt");
        await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(example));

        Files.writeString(program.work("source/docs/example.txt"), "edited");
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(example).hasContent("edited"));

        running.signal("TERM");
        Ended ended = running.await();
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err()).isEmpty();
    }

    @Test
    void onceMakesItsPassAtOnceWhateverAFileOfJobsSaysOfTheTime() throws IOException {
        Files.writeString(
                program.work("jobs.yaml"),
                "night: {source: source, replica: replica, schedule: '" + LEAP_DAY
                        + "', window: 'Sun-Sat 00:00-00:01'}");

        Ended ended = program.run("--once", "--jobs", "jobs.yaml");

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }
}
