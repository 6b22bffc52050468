package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Job;
import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class OptionsTest {

    private static final Path HERE = Path.of("").toAbsolutePath();

    @Test
    void withoutArgumentsTheDefaultsHold() {
        Job job = job("");

        assertThat(job)
                .isEqualTo(new Job(
                        "default",
                        HERE.resolve("source"),
                        HERE.resolve("replica"),
                        Duration.ofSeconds(10),
                        HERE.resolve("log.txt"),
                        LogFormat.TEXT,
                        Compare.MD5,
                        MaxDelete.DEFAULT,
                        false,
                        false,
                        io.dromedary.Pace.full()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b 60 c",
                "--once a b 60 c -v",
                "-s a -r b -i 60 -l c",
                "-sa -rb -i60 -lc",
                "--source a --replica b --time-interval 60 --log-file c",
                "--source=a --replica=b --interval=1m --log-file=c"
            })
    void everySpellingGivesTheSameJob(String typed) {
        Job job = job(typed);

        assertThat(job.source()).isEqualTo(HERE.resolve("a"));
        assertThat(job.replica()).isEqualTo(HERE.resolve("b"));
        assertThat(job.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(job.log()).isEqualTo(HERE.resolve("c"));
    }

    @Test
    void theOtherOptionsOfAJobAreRead() {
        Job job = job("--log-format json --compare full --max-delete 7 -L -x --threads 3 --bwlimit 1.5M --watch");

        assertThat(job.logFormat()).isEqualTo(LogFormat.JSON);
        assertThat(job.compare()).isEqualTo(Compare.FULL);
        assertThat(job.maxDelete()).isEqualTo(MaxDelete.parse("7"));
        assertThat(job.followLinks()).isTrue();
        assertThat(job.oneFileSystem()).isTrue();
        assertThat(job.pace()).isEqualTo(new io.dromedary.Pace(3, 3 << 19, true));
        assertThat(job("--scrub-interval 7d --durable").pace())
                .isEqualTo(
                        new io.dromedary.Pace(io.dromedary.Pace.full().threads(), 0, false, Duration.ofDays(7), true));
        assertThat(job("--max-update 10% --require .mounted").limits())
                .isEqualTo(new Limits(new Amount(10, true), Path.of(".mounted")));
        assertThat(job("-H").fidelity()).isEqualTo(new Fidelity(true, false, false, true, true, true));
        assertThat(job("-A").fidelity()).isEqualTo(new Fidelity(false, true, false, true, true, true));
        assertThat(job("-X --no-owner --no-perms --no-times").fidelity())
                .isEqualTo(new Fidelity(false, false, true, false, false, false));
        assertThat(job("--acls --xattrs").fidelity()).isEqualTo(new Fidelity(false, true, true, true, true, true));
        assertThat(job("--compare TIME --follow --one-file-system --max-delete 10%"))
                .isEqualTo(job("--compare time -L -x --max-delete=10%"));
    }

    @Test
    void patternsOfBothOptionsKeepTheOrderInWhichTheyAreGiven() {
        assertThat(job("--exclude *.o --include keep.o --exclude=/keep.o").filter())
                .isEqualTo(filter("*.o", "!keep.o", "/keep.o"));
        assertThat(job("--include a --exclude !b --exclude #c").filter()).isEqualTo(filter("!a", "!b", "\\#c"));
    }

    @Test
    void theLinesOfAFilterFileComeBeforeThePatternsOfTheOptions(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("rules");
        Files.write(file, "\uFEFF# builds\r\n\r\n*.o\r\n!keep.o\r\n\\#x".getBytes(StandardCharsets.UTF_8));

        assertThat(job("--include y.o --filter-file " + file).filter())
                .isEqualTo(filter("*.o", "!keep.o", "\\#x", "!y.o"));
    }

    @Test
    void inTheEnvironmentPatternsAreLinesAndInclusionsComeLast() {
        Map<String, String> environment =
                Map.of("DROMEDARY_INCLUDE", "a.o", "DROMEDARY_EXCLUDE", "*.o\nb", "DROMEDARY_MAX_SIZE", "1K");

        assertThat(parse("", environment).filter())
                .isEqualTo(new Filter(
                        List.of(PathPattern.of("*.o"), PathPattern.of("b"), PathPattern.of("!a.o")), 0, 1024, false));
        assertThat(parse("--max-size 5 --exclude c", environment).filter())
                .isEqualTo(new Filter(List.of(PathPattern.of("c"), PathPattern.of("!a.o")), 0, 5, false));
    }

    @Test
    void sizesAndWhatBecomesOfTheReplicaAreRead() {
        assertThat(job("--min-size 1.5K --max-size 2g --delete-excluded").filter())
                .isEqualTo(new Filter(List.of(), 1536, 2L << 30, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--exclude [a",
                "--exclude /",
                "--exclude !",
                "--exclude=",
                "--include !a",
                "--include [a",
                "--exclude \uFFFD",
                "--filter-file nowhere",
                "--filter-file src",
                "--min-size big",
                "--max-size -1",
                "--max-size 9000000T",
                "--max-size 10MB",
                "--min-size 2 --max-size 1"
            })
    void aNonsensicalFilterIsNamedByItsOption(String typed) {
        assertThatThrownBy(() -> job(typed))
                .isInstanceOfAny(IllegalArgumentException.class, ParameterException.class)
                .hasMessageContaining(typed.split("[ =]")[0].substring(2));
    }

    private static Filter filter(String... lines) {
        return new Filter(Stream.of(lines).map(PathPattern::of).toList(), 0, Long.MAX_VALUE, false);
    }

    @Test
    void positionsWinOverTheEnvironment() {
        Job job = parse("a b 60 c", Map.of("DROMEDARY_SOURCE", "x", "DROMEDARY_INTERVAL", "nonsense"));

        assertThat(job.source()).isEqualTo(HERE.resolve("a"));
        assertThat(job.interval()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void aFlagThatTheSettingsTurnOnStaysOnWhenItIsGivenToo() {
        assertThat(parse("-L", Map.of("DROMEDARY_FOLLOW", "true")).followLinks())
                .isTrue();
        assertThat(parse("-L", Map.of("DROMEDARY_FOLLOW", "false")).followLinks())
                .isTrue();
    }

    @Test
    void whoLeavesTimesOutCannotCompareByThem() {
        assertThatThrownBy(() -> job("--compare time --no-times"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("compare time goes by times, which no-times leaves out");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "a b",
                "a b 60",
                "a b 60 c d",
                "a b 60 c -s a",
                "a b 60 c --time-interval 60",
                "a b 60 c --jobs x",
                "--jobs x --source a",
                "--jobs x -L",
                "--dry-run --check",
                "--once --check",
                "--once -n",
                "-q -v",
                "--dryrun",
                "-z"
            })
    void whatDoesNotGoTogetherIsRefused(String typed) {
        assertThatThrownBy(() -> job(typed)).isInstanceOf(ParameterException.class);
    }

    private static Job job(String typed) {
        return parse(typed, Map.of());
    }

    private static Job parse(String typed, Map<String, String> environment) {
        Options options = new Options();
        Defaults defaults = new Defaults(environment, new Properties());
        CommandLine parser = new CommandLine(options.spec());
        parser.setDefaultValueProvider(defaults);
        parser.parseArgs(typed.isEmpty() ? new String[0] : typed.split(" "));
        options.check();
        return options.jobs(defaults).get(0);
    }
}
