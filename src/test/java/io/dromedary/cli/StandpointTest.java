package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisabledOnOs(OS.WINDOWS)
class StandpointTest {

    private final Standpoint standpoint = new Standpoint(Path.of("/home/ann/a.b"));

    @ParameterizedTest
    @CsvSource({
        "source /home/ann/a.b/x/y is not there, source x/y is not there",
        "/home/ann/a.b/x, x",
        "replica /home/ann/a.b/x lies in /home/ann/a.b/y (/home/ann/a.b/z), replica x lies in y (z)",
        "source /home/ann/a.b is a file, source /home/ann/a.b is a file",
        "source /home/ann/a.b/ is a file, source /home/ann/a.b/ is a file",
        "source /home/ann/aXb/x is not there, source /home/ann/aXb/x is not there",
        "source /mnt/home/ann/a.b/x is not there, source /mnt/home/ann/a.b/x is not there",
        "source /home/ann/x is not there, source /home/ann/x is not there"
    })
    void pathsBelowAreToldFromThere(String message, String told) {
        assertThat(standpoint.tell(message)).isEqualTo(told);
    }

    @Test
    void atTheRootOfEverythingPathsStayWhole() {
        assertThat(new Standpoint(Path.of("/")).tell("source /x is not there")).isEqualTo("source /x is not there");
    }
}
