package io.dromedary.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Phase;
import io.dromedary.audit.LineTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmTextTest {

    private final AlarmText text = new AlarmText(new LineTime(ZoneOffset.UTC));

    private String begun(AlarmKind kind, Known job) {
        return text.begun(kind, job.status(), Known.START);
    }

    private String ended(AlarmKind kind, Known job, Set<AlarmKind> others) {
        return text.ended(kind, job.status(), Known.START, others);
    }

    @Test
    void aPassThatFailsSaysWhyAndWhatToDo() {
        assertThat(begun(AlarmKind.FAILED, Known.failed("source /home/ann/photos is not there: mount it")))
                .isEqualTo("Job photos (replica /backup/photos): passes fail since 2026-11-20 10:00:00: source"
                        + " /home/ann/photos is not there: mount it. Nothing was touched, and each pass tries again.");
    }

    @Test
    void aRefusalSaysHowItCanBeAllowed() {
        assertThat(begun(AlarmKind.REFUSED, Known.refused("the source is empty, or confirm 4f2a91c0", "4f2a91c0")))
                .isEqualTo(
                        "Job photos (replica /backup/photos): passes are refused since 2026-11-20 10:00:00: the source"
                                + " is empty, or confirm 4f2a91c0. Nothing was touched, and each pass looks again.");
    }

    @Test
    void problemsAreCountedWithoutRotAndTheFirstIsNamed() {
        Known job = Known.synced()
                .rot("c", true)
                .problem("a/x", "permission denied")
                .problem("a.txt", "no space left");
        assertThat(begun(AlarmKind.PROBLEMS, job))
                .isEqualTo("Job photos (replica /backup/photos): 2 paths could not be read or written, since 2026-11-20"
                        + " 10:00:00. The first: File a/x could not be copied: permission denied. All else is copied;"
                        + " the log has each of them.");
        assertThat(begun(AlarmKind.PROBLEMS, Known.synced().problem("a", "permission denied")))
                .contains(": 1 path could not be");
    }

    @Test
    void rotNamesTheFilesAndWhereGoodOnesAre() {
        assertThat(begun(AlarmKind.ROT, Known.synced().rot("b", true)))
                .isEqualTo("Job photos (replica /backup/photos): 1 file of the source rotted (b), noticed 2026-11-20"
                        + " 10:00:00: the content changed by itself. The replica keeps what was good: restore it from"
                        + " there, or start once with --accept PATH if the change is meant.");
        Known many = Known.synced();
        for (String name : new String[] {"b", "c", "d", "e"}) {
            many.rot(name, true);
        }
        assertThat(begun(AlarmKind.ROT, many)).contains("4 files of the source rotted (b, c, d, …)");
        assertThat(begun(AlarmKind.ROT, Known.before().rot("b", false))).contains("1 file of the source rotted,");
    }

    @Test
    void aPassThatDoesNotBeginAndOneThatHangsAreDifferent() {
        assertThat(begun(AlarmKind.OVERDUE, Known.synced().overdue(Phase.IDLE)))
                .contains("no pass has begun since one was due 2026-11-20 10:00:00. Look whether");
        assertThat(begun(AlarmKind.OVERDUE, Known.synced().overdue(Phase.COPYING)))
                .contains("a pass has come no further for ten minutes");
    }

    @Test
    void theEndSaysWhetherAllIsWellNow() {
        assertThat(ended(AlarmKind.REFUSED, Known.synced(), EnumSet.noneOf(AlarmKind.class)))
                .isEqualTo("Job photos (replica /backup/photos): passes are not refused any more. This had begun"
                        + " 2026-11-20 10:00:00. Source and replica are in sync.");
        assertThat(ended(AlarmKind.FAILED, Known.synced(), EnumSet.of(AlarmKind.PROBLEMS, AlarmKind.ROT)))
                .endsWith("10:00:00. What still stands: rot, problems.");
    }
}
