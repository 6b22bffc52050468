package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JobTest {

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a/b", "..\\x", "\u00e9", "a\n"})
    void aNameIsPlain(String name) {
        assertThatThrownBy(() -> Job.of(name, Path.of("s"), Path.of("r")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("name must be");
    }

    @Test
    void anIntervalIsLongerThanNothing() {
        Job job = Job.of("a_b-c.1", Path.of("s"), Path.of("r"));
        for (Duration interval : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
            assertThatThrownBy(() -> new Job(
                            job.name(),
                            job.source(),
                            job.replica(),
                            interval,
                            job.log(),
                            job.logFormat(),
                            job.compare(),
                            job.maxDelete(),
                            false,
                            false,
                            job.filter(),
                            Pace.full()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("interval must be longer than nothing");
        }
    }

    @Test
    void pathsAreAbsoluteFromTheBeginning() {
        Job job = Job.of("job", Path.of("s"), Path.of("r"));
        assertThat(job.source()).isAbsolute();
        assertThat(job.replica()).isAbsolute();
    }

    @Test
    void aJobOfSomebodyElsesApplicationClaimsNoFileAsItsLog() {
        assertThat(Job.of("job", Path.of("s"), Path.of("r")).log()).isNull();
    }
}
