package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.UnusableException;
import org.junit.jupiter.api.Test;

class RoominessTest {

    private static final long MEBIBYTE = 1 << 20;

    @Test
    void aThousandJobsAreToldHowMuchTheyNeed() {
        assertThatThrownBy(() -> Roominess.check(1000, 224 * MEBIBYTE))
                .isInstanceOf(UnusableException.class)
                .hasMessage("1000 jobs take about 3.0 GiB of memory, and Java may use 224 MiB:"
                        + " start with JAVA_OPTS=-Xmx3g, or in several processes");
    }

    @Test
    void jobsThatFitAreLeftAlone() {
        assertThatCode(() -> Roominess.check(1000, 4096 * MEBIBYTE)).doesNotThrowAnyException();
        assertThatCode(() -> Roominess.check(50, 224 * MEBIBYTE)).doesNotThrowAnyException();
        assertThatCode(() -> Roominess.check(1, 32 * MEBIBYTE)).doesNotThrowAnyException();
    }
}
