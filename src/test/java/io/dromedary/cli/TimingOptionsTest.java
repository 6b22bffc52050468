package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Job;
import io.dromedary.Schedule;
import io.dromedary.Timing;
import io.dromedary.Window;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** What the options say of the time of passes. Blanks within a value are written as underscores. */
class TimingOptionsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void withoutThemTheIntervalDecidesDayAndNight() {
        assertThat(job("", Map.of()).timing()).isEqualTo(Timing.USUAL);
    }

    @Test
    void aScheduleAndAWindowAreOfTheSystemsZoneUnlessOneIsGiven() {
        assertThat(job("--schedule 0_2_*_*_*", Map.of()).timing())
                .isEqualTo(timing("0 2 * * *", null, ZoneId.systemDefault()));
        assertThat(job("--schedule @daily --window Mon-Fri_22:00-06:00 --schedule-zone Europe/Berlin", Map.of())
                        .timing())
                .isEqualTo(timing("@daily", "mon-fri 22:00-06:00", BERLIN));
        assertThat(job("--watch --interval 1h --window 22:00-06:00 --schedule-zone Europe/Berlin", Map.of())
                        .timing())
                .isEqualTo(new Timing(null, Window.parse("window", "22:00-06:00", BERLIN)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--schedule @daily --interval 1h",
                "--schedule @daily --time-interval 10",
                "source replica 10 log.txt --schedule @daily"
            })
    void anIntervalAndAScheduleExcludeEachOther(String typed) {
        assertThatThrownBy(() -> job(typed, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("interval and schedule exclude each other");
    }

    @Test
    void ofAnIntervalAndAScheduleTheCommandLinesWinsOverTheSettings() {
        Map<String, String> schedule = Map.of("DROMEDARY_SCHEDULE", "@daily");
        assertThat(job("", schedule).timing().schedule()).hasToString("@daily");
        assertThat(job("--interval 5m", schedule).timing()).isEqualTo(Timing.USUAL);
        assertThat(job("--interval 5m", schedule).interval()).isEqualTo(Duration.ofMinutes(5));
        assertThat(job("source replica 10 log.txt", schedule).timing()).isEqualTo(Timing.USUAL);
        assertThat(job("--schedule @weekly", Map.of("DROMEDARY_INTERVAL", "5m"))
                        .timing()
                        .schedule())
                .hasToString("@weekly");
        assertThatThrownBy(() -> job("", Map.of("DROMEDARY_SCHEDULE", "@daily", "DROMEDARY_INTERVAL", "5m")))
                .hasMessageStartingWith("interval and schedule exclude each other");
    }

    @ParameterizedTest
    @CsvSource({
        "--once --schedule @daily, --schedule",
        "--once --window 22:00-06:00, --window",
    })
    void onceIsNowAndNotLater(String typed, String named) {
        assertThatThrownBy(() -> job(typed, Map.of()))
                .isInstanceOf(ParameterException.class)
                .hasMessage("--once makes a pass at once, which " + named + " excludes");
        assertThat(job("--once", Map.of("DROMEDARY_SCHEDULE", "@daily", "DROMEDARY_WINDOW", "22:00-06:00"))
                        .timing()
                        .isOwn())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --schedule nonsense                       | schedule must be five fields as in crontab, such as "0 2 * * *"
            --schedule 0_0_30_2_*                     | schedule must name a time that comes
            --schedule @daily --schedule-zone Berlin  | schedule-zone must be a time zone such as Europe/Berlin, UTC or +01:00: Berlin
            --window 22                               | window must be a time of the day such as 22:00-06:00
            --schedule @daily --window 22:00-23:00    | schedule "@daily" names no time in the window
            """)
    void whatIsNoneIsToldWithTheOptionAndAnExample(String typed, String message) {
        assertThatThrownBy(() -> job(typed, Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    @Test
    void inAFileOfJobsTheyAreKeysOfEachJob(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("jobs.yaml"), """
                night: {source: a, replica: b, schedule: "0 2 * * *", window: "22:00-06:00", schedule-zone: Europe/Berlin}
                often: {source: c, replica: d, interval: 5m}
                """);
        Defaults defaults = new Defaults(Map.of("DROMEDARY_SCHEDULE", "@weekly"), new Properties());

        assertThat(new JobsFile(file, defaults).read())
                .extracting(Job::timing)
                .containsExactly(timing("0 2 * * *", "22:00-06:00", BERLIN), Timing.USUAL);

        Files.writeString(file, "both: {source: a, replica: b, schedule: '@daily', interval: 5m}");
        assertThatThrownBy(() -> new JobsFile(file, defaults).read())
                .hasMessageContaining("jobs.yaml job both: interval and schedule exclude each other");
    }

    private static Timing timing(String schedule, String window, ZoneId zone) {
        return new Timing(
                Schedule.parse("schedule", schedule, zone),
                window == null ? Window.ALWAYS : Window.parse("window", window, zone));
    }

    private static Job job(String typed, Map<String, String> environment) {
        Options options = new Options();
        Defaults defaults = new Defaults(environment, new Properties());
        CommandLine parser = new CommandLine(options.spec());
        parser.setDefaultValueProvider(defaults);
        String[] arguments = typed.isEmpty() ? new String[0] : typed.split(" ");
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = arguments[i].replace('_', ' ');
        }
        parser.parseArgs(arguments);
        options.check();
        return options.jobs(defaults).get(0);
    }
}
