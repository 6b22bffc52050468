package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.apply.Removed;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Lost;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LossesTest {

    private final Losses losses = Losses.none();

    private static Action action(Verb verb, Kind kind, String path, Reason reason, String from) {
        return new Action(
                verb, kind, Path.of(path), reason, Kind.ABSENT, from == null ? null : Path.of(from), null, Counts.NONE);
    }

    private void copy(String file) {
        losses.brought(action(Verb.COPY, Kind.FILE, file, Reason.NEW, null));
    }

    private void move(String from, String to) {
        losses.brought(action(Verb.MOVE, Kind.FILE, to, Reason.MOVED, from));
    }

    private void remove(String topmost, Reason reason, String path, Kind kind) {
        losses.removed(action(Verb.REMOVE, kind, topmost, reason, null), new Removed(Path.of(path), kind, null));
    }

    private void remove(String file) {
        remove(file, Reason.EXTRANEOUS, file, Kind.FILE);
    }

    private void update(String file) {
        losses.brought(action(Verb.UPDATE, Kind.FILE, file, Reason.CONTENT, null));
    }

    private void assertUpdated(long files, String... again) {
        List<Action> updates = Stream.of(again)
                .map(file -> action(Verb.UPDATE, Kind.FILE, file, Reason.CONTENT, null))
                .toList();
        Plan plan = new Plan(updates, List.of(), List.of(), List.of(), List.of(), Counts.NONE, Counts.NONE, Lost.NONE);
        assertThat(losses.besides(plan).updated()).isEqualTo(files);
    }

    private void assertLost(long files) {
        assertThat(losses.counts().files()).isEqualTo(files);
    }

    @Test
    void filesThatGoAreLostAndFoldersAreNot() {
        remove("a", Reason.EXTRANEOUS, "a/x", Kind.FILE);
        remove("a", Reason.EXTRANEOUS, "a/l", Kind.LINK);
        remove("a", Reason.EXTRANEOUS, "a", Kind.FOLDER);
        remove("b");
        assertLost(3);
    }

    @Test
    void aFileThatIsBackIsLostNoMoreAndMayGoAgain() {
        remove("a");
        copy("a");
        assertLost(0);
        remove("a");
        assertLost(1);
    }

    @Test
    void whatCameIsNoLossUnderWhateverName() {
        copy("a");
        move("a", "b");
        remove("b");
        assertLost(0);
    }

    @Test
    void whatStoodBeforeIsALossUnderWhateverName() {
        move("a", "b");
        assertLost(0);
        remove("b");
        assertLost(1);
    }

    @Test
    void aChangedTypeIsNoLossButTheContentOfAFolderIs() {
        remove("a", Reason.TYPE, "a/x", Kind.FILE);
        remove("b", Reason.TYPE, "b", Kind.FILE);
        assertLost(1);
    }

    @Test
    void aFileThatIsUpdatedAgainAndAgainCountsOnce() {
        update("a");
        update("b");
        update("a");
        assertUpdated(2);
        assertUpdated(1, "a", "new");
        assertLost(0);
    }

    @Test
    void aFileThatIsBackCountsAsUpdated() {
        remove("a");
        copy("a");
        remove("b");
        copy("swap");
        move("swap", "b");
        assertUpdated(2);
    }

    @Test
    void whatCameIsNotUpdatedAndWhatGoesIsNotAnyMore() {
        copy("a");
        update("a");
        update("b");
        remove("b");
        assertUpdated(0);
        assertLost(1);
    }

    @Test
    void whatWasUpdatedStaysSoUnderWhateverName() {
        update("a");
        move("a", "b");
        assertUpdated(1);
        assertUpdated(0, "b");
    }

    @Test
    void beyondADaysWorkFilesThatGoAreLostAlthoughTheyCame() {
        for (int i = 0; i < 50_001; i++) {
            copy("f" + i);
        }
        for (int i = 0; i < 50_001; i++) {
            remove("f" + i);
        }
        assertLost(1);
    }

    @Test
    void beyondADaysWorkEachUpdateCounts() {
        for (int i = 0; i < 50_000; i++) {
            update("f" + i);
        }
        update("f0");
        assertUpdated(50_000);
        update("more");
        update("more");
        assertUpdated(50_002, "new");
    }
}
