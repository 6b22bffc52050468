package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {

    private static final long NOON = 43_200_000_000_000L;

    /** A plan for so many files on each side, root folders included in the entries. */
    private static Plan plan(long inSource, long inReplica, int extraneous) {
        return plan(counts(inSource + 1, inSource, NOON), counts(inReplica + 1, inReplica, NOON), extraneous);
    }

    private static Plan plan(Counts source, Counts replica, int extraneous) {
        List<Action> removals = IntStream.range(0, extraneous)
                .mapToObj(i -> new Action(
                        Verb.REMOVE,
                        Kind.FILE,
                        Path.of("f" + i),
                        Reason.EXTRANEOUS,
                        Kind.FILE,
                        null,
                        null,
                        Counts.NONE))
                .toList();
        Counts gone = counts(extraneous, extraneous, NOON);
        return new Plan(List.of(), List.of(), removals, List.of(), List.of(), source, replica, lost(gone));
    }

    private static Lost lost(Counts counts) {
        return new Lost(counts, 0, 0, 0);
    }

    private static Counts counts(long entries, long files, long newest) {
        return new Counts(entries, files, files * 10, newest);
    }

    @ParameterizedTest(name = "source {0}, replica {1}, extraneous {2}, gone {3}, limit {4}")
    @CsvSource({
        "20, 40, 5, 15, default, true",
        "19, 40, 6, 15, default, false",
        "21, 40, 4, 15, default, true",
        "30, 40, 3, 7, 10, true",
        "29, 40, 4, 7, 10, false",
        // The last of a source that was emptied step by step
        "0, 40, 1, 1, 39, false",
        "0, 40, 1, 0, 39, true",
        "0, 40, 0, 5, 39, true",
    })
    void whatEarlierPlansDeletedCountsToo(
            long inSource, long inReplica, int extraneous, long gone, String limit, boolean allowed) {
        MaxDelete maxDelete = limit.equals("default") ? MaxDelete.DEFAULT : MaxDelete.parse(limit);
        assertThat(new Guard(maxDelete, Limits.NONE, false, new Earlier(gone, 0), null)
                        .refuse(plan(inSource, inReplica, extraneous), false)
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "source {0}, replica {1}, extraneous {2}, limit {3}")
    @CsvSource({
        // A source that is empty
        "0, 1, 1, default, true",
        "0, 2, 2, default, false",
        "0, 2, 2, 2, false",
        "0, 2, 2, 99%, false",
        "0, 2, 2, 100%, true",
        "0, 0, 0, default, true",
        // Too many, of a source that is not empty
        "1, 20, 19, default, true",
        "1, 21, 20, default, false",
        "20, 40, 20, default, true",
        "20, 40, 20, 19, false",
        "20, 40, 20, 20, true",
        "9, 10, 1, 0, false",
        "9, 10, 1, 0%, false",
        "10, 10, 0, 0, true",
        "9, 10, 1, 10%, true",
        "8, 10, 2, 10%, false",
        "1, 1000, 999, 100%, true",
    })
    void aPlanIsAllowedOrNot(long inSource, long inReplica, int extraneous, String limit, boolean allowed) {
        MaxDelete maxDelete = limit.equals("default") ? MaxDelete.DEFAULT : MaxDelete.parse(limit);
        assertThat(new Guard(maxDelete)
                        .refuse(plan(inSource, inReplica, extraneous), false)
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} updates after {1}, limit {2}")
    @CsvSource({"3, 0, 3, true", "4, 0, 3, false", "2, 1, 3, true", "2, 2, 3, false", "0, 4, 3, true", "2, 3, 50%, true"
    })
    void whatEarlierPlansUpdatedCountsToo(int updates, long before, String limit, boolean allowed) {
        List<Action> copies = IntStream.range(0, updates)
                .mapToObj(i -> new Action(
                        Verb.UPDATE, Kind.FILE, Path.of("f" + i), Reason.CONTENT, Kind.FILE, null, null, Counts.NONE))
                .toList();
        Counts ten = counts(11, 10, NOON);
        Plan plan = new Plan(copies, List.of(), List.of(), List.of(), List.of(), ten, ten, Lost.NONE);
        Limits limits = new Limits(Amount.parse("max-update", limit), null);
        assertThat(new Guard(MaxDelete.DEFAULT, limits, false, new Earlier(0, before), null)
                        .refuse(plan, false)
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @Test
    void aPlanThatDeletesNothingIsAllowedWhateverEarlierOnesDeleted() {
        Guard guard = new Guard(MaxDelete.parse("1"), Limits.NONE, false, new Earlier(9, 0), null);
        assertThat(guard.refuse(plan(9, 9, 0), false)).isEmpty();
        assertThat(guard.refuse(plan(9, 9, 1), false).orElseThrow())
                .startsWith("1 of 9 files in the replica would be deleted (f0) after 9 since the last full pass");
    }

    @Test
    void whatIsConfirmedIsStillObjectedTo() {
        Objection refused = new Guard(MaxDelete.parse("0"))
                .object(plan(8, 9, 1), false, false)
                .orElseThrow();
        assertThat(refused.confirmed()).isFalse();
        Guard confirming = new Guard(MaxDelete.parse("0"), Limits.NONE, false, Earlier.NONE, refused.plan());
        assertThat(confirming.object(plan(8, 9, 1), false, false)).hasValueSatisfying(objection -> {
            assertThat(objection.confirmed()).isTrue();
            assertThat(objection.plan()).isEqualTo(refused.plan());
        });
        assertThat(confirming.refuse(plan(8, 9, 1), false)).isEmpty();
        assertThat(confirming.refuse(plan(8, 9, 2), false)).isPresent();
    }

    @Test
    void aRefusalSaysHowMuchAndNamesExamplesAndTheWayOut() {
        String why =
                new Guard(MaxDelete.parse("1")).refuse(plan(5, 9, 4), false).orElseThrow();
        assertThat(why)
                .matches("4 of 9 files in the replica would be deleted \\(f0, f1, f2, …\\), more than --max-delete 1"
                        + " allows; raise it to allow this, or allow this very plan with --confirm [0-9a-f]{8}");
    }

    @Test
    void anEmptiedSourceMayHoldWhatIsExcluded() {
        String why = new Guard(MaxDelete.DEFAULT, Limits.NONE, true, Earlier.NONE, null)
                .refuse(plan(0, 3, 3), false)
                .orElseThrow();
        assertThat(why).startsWith("the source is empty but for what is excluded, and 3 of 3 files");
    }

    @Test
    void anEmptiedSourceIsNamedAsSuch() {
        String why = new Guard(MaxDelete.DEFAULT).refuse(plan(0, 3, 3), false).orElseThrow();
        assertThat(why)
                .startsWith("the source is empty, and 3 of 3 files in the replica would be deleted (f0, f1, f2)")
                .contains(
                        "check that the source is mounted, or allow it with --max-delete 100%, or allow this very plan");
    }

    @Test
    void aFirstPassThatLooksSwappedSaysSo() {
        Plan swapped = plan(counts(2, 1, NOON), counts(31, 30, NOON + 1), 29);
        assertThat(new Guard(MaxDelete.DEFAULT).refuse(swapped, true).orElseThrow())
                .contains("are source and replica swapped?");
        assertThat(new Guard(MaxDelete.DEFAULT).refuse(swapped, false).orElseThrow())
                .doesNotContain("swapped");
    }

    @Test
    void onlyANewerAndLargerReplicaThatWouldBeHarmedLooksSwapped() {
        Counts small = counts(2, 1, NOON);
        Counts large = counts(3, 2, NOON + 1);
        assertThat(plan(small, large, 1).looksSwapped()).isTrue();
        assertThat(plan(small, large, 0).looksSwapped()).isFalse();
        assertThat(plan(large, small, 1).looksSwapped()).isFalse();
        assertThat(plan(small, counts(3, 2, NOON), 1).looksSwapped()).isFalse();
    }

    @Test
    void namesInARefusalStayOnOneLine() {
        Action action = new Action(
                Verb.REMOVE, Kind.FILE, Path.of("two\nlines"), Reason.EXTRANEOUS, Kind.FILE, null, null, Counts.NONE);
        Plan plan = new Plan(
                List.of(),
                List.of(),
                List.of(action),
                List.of(),
                List.of(),
                counts(2, 1, 0),
                counts(3, 2, 0),
                lost(counts(1, 1, 0)));
        assertThat(new Guard(MaxDelete.parse("0")).refuse(plan, false).orElseThrow())
                .contains("two\\x0Alines")
                .doesNotContain("\n");
    }
}
