package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Job;
import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
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
                        Filter.NONE,
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
        assertThat(job("--compare TIME --follow --one-file-system --max-delete 10%"))
                .isEqualTo(job("--compare time -L -x --max-delete=10%"));
    }

    @Test
    void positionsWinOverTheEnvironment() {
        Job job = parse("a b 60 c", Map.of("DROMEDARY_SOURCE", "x", "DROMEDARY_INTERVAL", "nonsense"));

        assertThat(job.source()).isEqualTo(HERE.resolve("a"));
        assertThat(job.interval()).isEqualTo(Duration.ofSeconds(60));
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
