package io.dromedary.tree;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DepthTest {

    private static final long MEGABYTE = 1 << 20;

    @ParameterizedTest(name = "{0} levels of {1} bytes in {2} MB: {3}")
    @CsvSource({
        "1000, 2, 128, true",
        "1000, 10, 128, true",
        "2000, 2, 128, true",
        "10000, 2, 128, false",
        "10000, 2, 4096, true",
        "10000, 10, 4096, false",
        "10000, 10, 8192, true",
        "1000, 256, 4096, true",
        "1000, 256, 512, false",
        "1000000, 2, 65536, false"
    })
    void howDeepATreeMayBeIsAQuestionOfMemory(long levels, long bytes, long megabytes, boolean fits) {
        assertThat(Depth.fits(levels * bytes, levels, megabytes * MEGABYTE)).isEqualTo(fits);
    }
}
