package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.posix.Posix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataTest {

    @ParameterizedTest(name = "tick {0}: {1} and {2}")
    @CsvSource({
        "1, 5, 5, true",
        "1, 5, 4, false",
        "1, 5, 6, false",
        // Microseconds: what was cut, and what was rounded up
        "1000, 1234567, 1234567, true",
        "1000, 1234567, 1234000, true",
        "1000, 1234567, 1235000, true",
        "1000, 1234567, 1233000, false",
        "1000, 1234567, 1236000, false",
        "1000, 1234567, 1234001, false",
        "1000, 1234000, 1234567, false",
        // A whole tick away is another time, though both are whole ticks
        "1000, 1234000, 1233000, false",
        "1000, 1234000, 1235000, false",
        // Two seconds, as on FAT
        "2000000000, 3000000000, 2000000000, true",
        "2000000000, 3000000000, 4000000000, true",
        "2000000000, 3000000000, 0, false",
        "2000000000, 3000000000, 3000000001, false",
        // Before 1970
        "1000, -1500, -1000, true",
        "1000, -1500, -2000, true",
        "1000, -1500, -3000, false",
    })
    void aTimeIsTheSameWhenTheReplicaCanHoldNoNearerOne(long tick, long source, long replica, boolean same) {
        assertThat(new Metadata(Fidelity.USUAL, false, tick).sameTime(source, replica))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @CsvSource({"vfat, 2000000000", "msdos, 2000000000", "exfat, 10000000", "ext3, 1000000000"})
    void fileSystemsWithCoarseTimesAreKnown(String type, long tick) {
        assertThat(Metadata.of(Fidelity.USUAL, false, type).tick()).isEqualTo(tick);
    }

    @Test
    void onAllOthersTheTickIsThePlatforms() {
        long tick = Runtime.version().feature() < 21 && Posix.find().isEmpty() ? 1_000 : 1;
        assertThat(Metadata.of(Fidelity.USUAL, true, "ext4")).isEqualTo(new Metadata(Fidelity.USUAL, true, tick));
        assertThat(Metadata.of(Fidelity.USUAL, true, "")).isEqualTo(new Metadata(Fidelity.USUAL, true, tick));
    }
}
