package io.dromedary.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.tree.Stamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KnownTest {

    private static final Fingerprint CONTENT = new Fingerprint(1, 2);
    private static final long CHANGED = 1_000_000_000_000_000_001L;

    private static Stamp stamp(long changed) {
        return new Stamp(5, 7, changed, 1, 2);
    }

    private static Known recorded(Stamp stamp, long recorded) {
        return new Known(stamp, stamp, CONTENT, recorded);
    }

    @ParameterizedTest(name = "recorded {0} ms after the change")
    @CsvSource({"-1, false", "0, false", "20, false", "21, true", "60000, true"})
    void aStampOnAFineClockIsTrustedAfterATick(long milliseconds, boolean trusted) {
        Known known = recorded(stamp(CHANGED), CHANGED + milliseconds * 1_000_000);
        assertThat(known.holdsForSource(stamp(CHANGED))).isEqualTo(trusted);
        assertThat(known.holdsForReplica(stamp(CHANGED))).isEqualTo(trusted);
    }

    @ParameterizedTest(name = "recorded {0} ms after the change")
    @CsvSource({"21, false", "2000, false", "3000, false", "3001, true"})
    void aStampThatLooksCoarseIsTrustedLater(long milliseconds, boolean trusted) {
        long coarse = CHANGED - 1;
        Known known = recorded(stamp(coarse), coarse + milliseconds * 1_000_000);
        assertThat(known.holdsForSource(stamp(coarse))).isEqualTo(trusted);
    }

    @ParameterizedTest
    @CsvSource({"6,7,0,1,2", "5,8,0,1,2", "5,7,1,1,2", "5,7,0,9,2", "5,7,0,1,9"})
    void everyPartOfAStampCounts(long size, long modified, long later, long device, long inode) {
        Known known = recorded(stamp(CHANGED), CHANGED + 1_000_000_000);
        Stamp other = new Stamp(size, modified, CHANGED + later, device, inode);
        assertThat(known.holdsForSource(other)).isFalse();
        assertThat(known.holdsForReplica(other)).isFalse();
    }

    @Test
    void sourceAndReplicaAreTrustedApart() {
        Stamp late = stamp(CHANGED + 990_000_000);
        Known known = new Known(stamp(CHANGED), late, CONTENT, CHANGED + 1_000_000_000);
        assertThat(known.holdsForSource(stamp(CHANGED))).isTrue();
        assertThat(known.holdsForReplica(late)).isFalse();
        assertThat(known.holdsForSource(late)).isFalse();
    }

    @Test
    void anInstantIsKeptToTheNanosecond() {
        Known known = new Known(stamp(0), stamp(0), CONTENT, Instant.ofEpochSecond(3, 4));
        assertThat(known.recorded()).isEqualTo(3_000_000_004L);
    }
}
