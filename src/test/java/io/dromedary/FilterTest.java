package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.Action;
import io.dromedary.plan.MaxDelete;
import io.dromedary.plan.Plan;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is excluded is neither copied nor removed. */
class FilterTest {

    private static final MaxDelete NONE = new MaxDelete(0, false, true);

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    /** Makes a pass, and sees that a dry run told of the same, and that nothing is left to do. */
    private static Bench.Done pass(Bench bench) {
        List<String> planned = planned(bench.preview());
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(done.deedsButTimes()).allMatch(deed -> planned.stream().anyMatch(deed::startsWith));
        assertThat(bench.preview().plan().isEmpty()).isTrue();
        assertThat(bench.pass().deeds()).isEmpty();
        return done;
    }

    private static List<String> planned(Preview preview) {
        List<String> planned = new ArrayList<>();
        for (Iterator<Action> copies = preview.copies(); copies.hasNext(); ) {
            planned.add(words(copies.next()));
        }
        preview.plan().removals().forEach(action -> planned.add(words(action)));
        return planned;
    }

    private static String words(Action action) {
        return action.verb().word() + " " + PathText.of(action.path());
    }

    @Test
    void whatIsExcludedInTheSourceIsNotCopied() {
        make(
                bench.source(),
                folder("a", file("x.o", "1"), file("x.c", "2"), folder("build", file("y", ""))),
                folder("build", file("z", ""), folder("deep", pipe("p"))),
                link("l.o", "a"),
                file("a-b", ""),
                file("build.txt", ""));

        Bench.Done done = pass(bench.excluding("*.o", "build/"));

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "a/x.c", "a-b", "build.txt");
        assertThat(done.summary().skipped()).isZero();
    }

    @Test
    void whatIsExcludedInTheReplicaStaysWithTheFoldersAroundIt() {
        make(bench.source(), file("new", ""));
        make(
                bench.replica(),
                folder(
                        "gone",
                        file("x", "1"),
                        folder("deep", file("keep.me", "2"), file("y", "3"), folder("empty")),
                        folder("other", file("z", "4"))),
                file("gone-b", ""),
                file("top.me", ""));

        Bench.Done done = pass(bench.excluding("*.me").with(new MaxDelete(4, false, true)));

        assertThat(kinds(bench.replica()))
                .containsOnlyKeys(".", "gone", "gone/deep", "gone/deep/keep.me", "new", "top.me");
        assertThat(done.deedsButTimes())
                .containsExactlyInAnyOrder(
                        "copy new",
                        "remove gone/deep/empty",
                        "remove gone/deep/y",
                        "remove gone/other/z",
                        "remove gone/other",
                        "remove gone/x",
                        "remove gone-b");
        assertThat(done.summary().removed()).isEqualTo(6);
    }

    @Test
    void theGuardCountsNeitherWhatIsExcludedNorTheFoldersAroundIt() {
        make(bench.source(), file("a", ""));
        make(bench.replica(), folder("gone", file("keep.me", ""), file("x", "")), file("a.me", ""), file("b.me", ""));

        Plan plan = bench.excluding("*.me").preview().plan();

        assertThat(plan.extraneous().entries()).isEqualTo(1);
        assertThat(plan.extraneous().files()).isEqualTo(1);
        assertThat(plan.replica().files()).isEqualTo(1);
        assertThat(plan.removals()).extracting(Action::path).containsExactly(Path.of("gone/x"));
    }

    @Test
    void whatIsExcludedIsRemovedWhenThatIsAskedForAndCountsForTheGuard() {
        make(bench.source(), file("a", ""), file("b.o", ""), folder("build", file("c", "")));
        make(bench.replica(), file("a", ""), file("b.o", ""), file("old.o", ""), folder("build", file("c", "")));

        Bench strict = bench.deletingExcluded("*.o", "build").with(NONE);
        Bench.Done refused = strict.pass();

        assertThat(refused.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(refused.summary().why()).contains("3 of 4 files");
        pass(bench.deletingExcluded("*.o", "build"));
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a");
    }

    @Test
    void whatMatchedNoPatternUntilNowStaysInTheReplicaAndIsCopiedAgainWhenItMatchesNoMore() throws IOException {
        make(bench.source(), folder("a", file("x", "1")), file("y", "2"));
        pass(bench);
        Files.writeString(bench.source("a/x"), "changed");
        Files.delete(bench.source("y"));

        pass(bench.excluding("a/", "/y").with(NONE));

        assertThat(bench.replica("a/x")).hasContent("1");
        assertThat(bench.replica("y")).hasContent("2");
        assertThat(pass(bench).deedsButTimes()).containsExactlyInAnyOrder("update a/x", "remove y");
    }

    @Test
    void anExcludedFolderIsNeverListed() {
        make(bench.source(), folder("a", file("x", "")));
        bench.pass();
        make(bench.source(), folder("big", pipe("p")));
        make(bench.replica(), folder("big", file("q", "")));

        Bench filtered = bench.excluding("big");
        Plan plan = filtered.preview().plan();

        assertThat(plan.skipped()).isEmpty();
        assertThat(plan.source().entries()).isEqualTo(3);
        assertThat(plan.replica().entries()).isEqualTo(3);
    }

    @Test
    void aFileRenamedToAnExcludedNameIsRemovedUnderItsOldOne() throws IOException {
        make(bench.source(), file("a.txt", "content"), file("b", ""));
        pass(bench.excluding("*.bak"));
        Files.move(bench.source("a.txt"), bench.source("a.bak"));

        Bench.Done done = pass(bench.excluding("*.bak"));

        assertThat(done.deedsButTimes()).containsExactly("remove a.txt");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "b");
    }

    @Test
    void aRenamedFolderIsMovedIfNothingInItIsExcluded() throws IOException {
        Bench filtered = bench.excluding("*.o");
        make(bench.source(), folder("a", file("x", "1"), folder("deep", file("y", "2"))), file("b", ""));
        pass(filtered);
        Files.move(bench.source("a"), bench.source("c"));

        assertThat(pass(filtered.with(NONE)).deedsButTimes()).containsExactly("move c");
    }

    @Test
    void aRenamedFolderLeavesWhatIsExcludedWhereItIs() throws IOException {
        Bench filtered = bench.excluding("*.o");
        make(bench.source(), folder("a", file("x", "1"), folder("deep", file("y", "2"))), file("b", ""));
        pass(filtered);
        make(bench.replica("a/deep"), file("z.o", "3"));
        Files.move(bench.source("a"), bench.source("c"));

        pass(filtered);

        assertThat(kinds(bench.replica()))
                .containsOnlyKeys(".", "a", "a/deep", "a/deep/z.o", "b", "c", "c/deep", "c/deep/y", "c/x");
    }

    @Test
    void aRenamedFolderBringsNothingThatIsExcludedUnderItsNewName() throws IOException {
        Bench filtered = bench.excluding("/c/deep");
        make(bench.source(), folder("a", file("x", "1"), folder("deep", file("y", "2"))), file("b", ""));
        pass(filtered);
        Files.move(bench.source("a"), bench.source("c"));

        pass(filtered);

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "b", "c", "c/x");
    }

    @Test
    void aFileDoesNotReplaceAFolderThatIsExcludedOrHoldsWhatIs() {
        make(bench.source(), file("a", "1"), file("b", "2"), file("c", "3"));
        make(
                bench.replica(),
                folder("a", file("x", "")),
                folder("b", folder("deep", file("y.o", ""))),
                folder("c", file("z", "")));

        Bench filtered = bench.excluding("a/", "*.o");
        Bench.Done done = filtered.pass();

        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(done.messages())
                .contains(
                        "Entry a could not be read in the replica: what stands there is excluded.",
                        "File b could not be copied: the replica has a folder there that holds what is excluded.");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "a/x", "b", "b/deep", "b/deep/y.o", "c");
        assertThat(bench.replica("c")).hasContent("3");
    }

    @Test
    void aFolderDoesNotReplaceAFileThatIsExcluded() {
        make(bench.source(), folder("a", file("x", "1")));
        make(bench.replica(), file("a", "2"));

        Bench.Done done = bench.excluding("a", "!a/").pass();

        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a");
    }

    @Test
    void aFolderOfWhichOnlyFilesAreExcludedMakesWayForNothingInTheSource() {
        make(bench.source(), file("b", ""), folder("a", file("x", "")));
        make(bench.replica(), file("a", "1"), file("b", ""));

        pass(bench.excluding("a/"));

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "b");
    }

    @Test
    void filesOutsideTheLimitsAreNotCopiedAndTheirReplicaStaysAsItIs() throws IOException {
        make(bench.source(), file("fits", "123"), file("grows", "12"), file("shrinks", "1234"), file("huge", "12345"));
        make(bench.source(), file("tiny", "1"), link("l", "a long way to go"), folder("empty"));
        make(bench.replica(), file("left", "123456"), file("other", "123"));

        Bench limited = bench.ofSizes(2, 4);
        pass(limited);
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "empty", "fits", "grows", "l", "left", "shrinks");

        Files.writeString(bench.source("grows"), "123456");
        Files.writeString(bench.source("shrinks"), "");
        Files.writeString(bench.source("huge"), "1");
        pass(limited);

        assertThat(bench.replica("grows")).hasContent("12");
        assertThat(bench.replica("shrinks")).hasContent("1234");
        assertThat(bench.replica("huge")).doesNotExist();
    }

    @Test
    void aReplicaOutsideTheLimitsIsUpdatedWhenItsSourceIsWithin() {
        make(bench.source(), file("a", "12"), folder("b", file("x", "12")));
        make(bench.replica(), file("a", "123456"), file("b", "123456"));

        Bench.Done done = pass(bench.ofSizes(0, 4));

        assertThat(done.deedsButTimes()).contains("update a");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void anEmptyFilterChangesNothing() {
        make(bench.source(), Trees.sortedBadly());

        assertThat(pass(bench.ofSizes(0, Long.MAX_VALUE)).summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aSourceOfWhichEverythingIsExcludedDeletesNothingThatIsExcludedToo() {
        make(bench.source(), file("a", ""), folder("b", file("x", "")));
        bench.pass();
        make(bench.replica(), file("old", ""));
        var before = snapshot(bench.replica());

        pass(bench.excluding("*").with(MaxDelete.DEFAULT));

        assertThat(snapshot(bench.replica())).isEqualTo(before);
    }

    @Test
    void aSourceOfWhichEverythingIsExcludedCountsAsEmptied() {
        make(bench.source(), folder("lost+found"));
        make(bench.replica(), file("a", ""), file("b", ""), folder("lost+found"));

        Bench.Done done = bench.excluding("/lost+found").with(MaxDelete.DEFAULT).pass();

        assertThat(done.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(done.summary().why()).contains("empty but for what is excluded", "2 of 2 files");
        assertThat(bench.replica("a")).exists();
    }

    @Test
    void whatAKilledPassLeftIsRemovedThoughItMatches() {
        make(bench.source(), file("a", ""));
        make(
                bench.replica(),
                file(".dromedary-abc-1.tmp", "half a file"),
                folder(".dromedary-abc-2.tmp", file("x.tmp", "")),
                file("b.tmp", ""));

        pass(bench.excluding("*.tmp"));

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "b.tmp");
    }

    @Test
    void whatBecomesExcludedAfterThePlanStays() throws IOException {
        make(bench.source(), file("a", ""));
        make(bench.replica(), folder("gone", file("x", ""), folder("deep", file("y", ""))));
        Bench filtered = bench.excluding("*.me");
        List<String> told = new ArrayList<>();
        try (FolderSync sync = filtered.open()) {
            Pass pass = sync.begin();
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            make(bench.replica("gone/deep"), file("keep.me", ""));
            pass.deletions()
                    .forEachRemaining(
                            task -> pass.delete(task.sequence()).forEachRemaining(event -> told.add(event.path())));
            pass.finish().forEachRemaining(event -> {});
        }

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "gone", "gone/deep", "gone/deep/keep.me");
        assertThat(told).containsExactlyInAnyOrder("gone/deep/y", "gone/x");
    }

    @Test
    void namesThatAreNoTextAreMatchedByWildcards() {
        make(bench.source(), file("%FF.o", "1"), file("%FF.c", "2"), folder("%C3", file("x", "")), file("a%0A.o", ""));

        pass(bench.excluding("*.o", "?/"));

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "\\xFF.c");
    }

    @Test
    void behindALinkThatIsFollowedAFolderIsAFolder() {
        make(temp.resolve("elsewhere"), file("x", ""));
        make(bench.source(), link("a", "../elsewhere"), link("b", "../elsewhere"));

        pass(bench.followingLinks().excluding("a/"));

        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "b", "b/x");
    }
}
