package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedPassTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp).with(MaxDelete.DEFAULT);
    }

    private static Trees.Node[] files(int count) {
        return IntStream.range(0, count).mapToObj(i -> file("f" + i, "x")).toArray(Trees.Node[]::new);
    }

    private void assertRefusedUntouched(Bench refused, String why) {
        var before = stamps(refused.replica());
        Bench.Done done = refused.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(done.summary().why()).contains(why);
        assertThat(done.deeds()).isEmpty();
        assertThat(stamps(refused.replica())).isEqualTo(before);
    }

    @Test
    void anEmptiedSourceIsRefused() {
        make(bench.source());
        make(bench.replica(), folder("a", file("x", "")));
        assertRefusedUntouched(bench, "the source is empty");
        assertRefusedUntouched(bench.with(MaxDelete.parse("99%")), "the source is empty");
        assertRefusedUntouched(bench.with(MaxDelete.parse("1000")), "the source is empty");
        assertThat(bench.with(MaxDelete.parse("100%")).pass().summary().removed())
                .isEqualTo(2);
    }

    @Test
    void oneEntryMayGoWithTheLastOfTheSource() {
        make(bench.source());
        make(bench.replica(), file("f", ""));
        assertThat(bench.pass().summary().removed()).isEqualTo(1);
    }

    @Test
    void tooManyDeletionsAreRefusedWithTheCopiesOfTheSamePass() {
        make(bench.source(), file("new", ""), file("f0", "changed"));
        make(bench.replica(), files(30));
        assertRefusedUntouched(bench, "29 of 30 files in the replica would be deleted");
        assertThat(kinds(bench.replica())).doesNotContainKey("new");
        assertThat(bench.with(MaxDelete.parse("29")).pass().summary().removed()).isEqualTo(29);
    }

    @Test
    void fewDeletionsAreLeftToTheUserUnlessALimitWasGiven() {
        make(bench.source(), file("f0", "x"));
        make(bench.replica(), files(19));
        assertRefusedUntouched(bench.with(MaxDelete.parse("50%")), "18 of 19 files");
        assertRefusedUntouched(bench.with(MaxDelete.parse("0")), "18 of 19 files");
        assertThat(bench.pass().summary().removed()).isEqualTo(18);
    }

    @Test
    void aMissingSourceFailsAndTouchesNothing() {
        make(bench.replica(), file("f", ""));
        var before = stamps(bench.replica());
        Bench.Done done = bench.with(MaxDelete.parse("100%")).pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.FAILED);
        assertThat(done.summary().why()).contains("is not there");
        assertThat(stamps(bench.replica())).isEqualTo(before);
    }

    @Test
    void aSourceThatIsAFileFails() throws IOException {
        Files.writeString(bench.source(), "");
        make(bench.replica(), file("f", ""));
        assertThat(bench.pass().summary().why()).contains("is not a folder");
        assertThat(bench.replica("f")).exists();
    }

    @Test
    void aReplicaThatIsAFileFails() throws IOException {
        make(bench.source(), file("f", ""));
        Files.writeString(bench.replica(), "kept");
        assertThat(bench.pass().summary().why()).contains("is not a folder");
        assertThat(bench.replica()).hasContent("kept");
    }

    @Test
    void aSourceThatComesBackIsSyncedAgain() throws IOException {
        make(bench.source(), file("f", ""));
        try (FolderSync sync = bench.open()) {
            Bench.pass(sync);
            Files.move(bench.source(), temp.resolve("away"));
            assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.FAILED);
            Files.move(temp.resolve("away"), bench.source());
            assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.SYNCED);
        }
        assertThat(bench.replica("f")).exists();
    }

    @Test
    void aFirstPassThatLooksSwappedIsToldOf() {
        make(bench.source(), file("f", ""));
        make(
                bench.replica(),
                file("f", "").time("2020-01-01T00:00:00Z"),
                file("g", "").time("2020-01-01T00:00:00Z"));
        assertThat(bench.preview().swapped()).isTrue();
        assertThat(bench.pass().messages()).anyMatch(message -> message.contains("are source and replica swapped?"));
        assertThat(bench.pass().messages()).noneMatch(message -> message.contains("swapped"));
    }

    private static String planOf(Bench.Done refused) {
        String why = refused.summary().why();
        assertThat(why).contains(", or allow this very plan with --confirm ");
        return why.substring(why.lastIndexOf(' ') + 1);
    }

    private Bench.Done confirmed(String plan) {
        try (FolderSync sync = bench.open()) {
            sync.confirm(plan);
            return Bench.pass(sync);
        }
    }

    @Test
    void aPlanThatIsConfirmedByItsIdIsMadeAndAnotherOneIsNot() throws IOException {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), file("keep", ""), folder("gone", files(30)));
        String plan = planOf(bench.pass());
        assertThat(planOf(bench.pass())).as("the same in each process").isEqualTo(plan);
        make(bench.replica(), folder("gone", file("one more", "")));
        Bench.Done refused = confirmed(plan);
        assertThat(refused.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(planOf(refused)).isNotEqualTo(plan);
        assertThat(confirmed(planOf(refused)).summary().removed()).isEqualTo(32);
    }

    @Test
    void whatIsSwappedInsideAnExtraneousFolderMakesAnotherPlan() throws IOException {
        bench = bench.with(MaxDelete.parse("0"));
        make(bench.source(), file("keep", ""));
        make(
                bench.replica(),
                file("keep", ""),
                folder("gone", file("newest", "").time("2020-01-01T00:00:00Z"), file("x", "one"), link("l", "one")));
        String plan = planOf(bench.pass());
        make(bench.replica(), folder("gone", file("x", "two").time("2002-02-02T00:00:00Z")));
        String swapped = planOf(bench.pass());
        assertThat(swapped).isNotEqualTo(plan);
        Files.delete(bench.replica("gone/l"));
        make(bench.replica(), folder("gone", link("l", "two")));
        assertThat(planOf(confirmed(swapped))).isNotIn(plan, swapped);
    }

    @Test
    void anotherStateOfAFileThatWouldBeUpdatedMakesAnotherPlan() throws IOException {
        bench = bench.with(bench.job().with(new Limits(Amount.parse("max-update", "0"), null)));
        make(bench.source(), file("f", "source"));
        make(bench.replica(), file("f", "first"));
        String plan = planOf(bench.pass());
        make(bench.source(), file("f", "not in the replica yet").time("2020-01-01T00:00:00Z"));
        assertThat(planOf(bench.pass())).as("the same loss").isEqualTo(plan);
        make(bench.replica(), file("f", "other").time("2002-02-02T00:00:00Z"));
        assertThat(planOf(confirmed(plan))).isNotEqualTo(plan);
    }

    @Test
    void theIdOfAPlanIsThatOfTheDryRunAndOutlastsWhatLosesNothing() throws IOException {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), file("keep", ""), folder("gone", files(30)), file(".dromedary-abc-1.tmp", "half"));
        String refusal = bench.preview().refusal().orElseThrow();
        String plan = planOf(bench.pass());
        assertThat(refusal).endsWith(" --confirm " + plan);
        Files.readString(bench.replica("gone/f1"));
        Files.setLastModifiedTime(bench.replica("gone"), FileTime.from(Instant.EPOCH));
        Files.delete(bench.replica(".dromedary-abc-1.tmp"));
        make(bench.source(), file("new", ""));
        assertThat(planOf(bench.pass())).isEqualTo(plan);
    }

    @Test
    void whatIsMovedIsNoLossAndTheIdStaysWhenAPassWasRefused() throws IOException {
        make(bench.source(), folder("a", files(10)), folder("b", files(30)), file("c", "renamed"));
        bench.pass();
        Files.move(bench.source("a"), bench.source("moved"));
        Files.delete(bench.source("moved/f1"));
        Files.move(bench.source("c"), bench.source("d"));
        Trees.remove(bench.source("b"));
        Bench.Done refused = bench.pass();
        assertThat(refused.summary().why()).startsWith("31 of 41 files in the replica would be deleted (b, moved/f1)");
        assertThat(bench.preview().refusal().orElseThrow()).endsWith(planOf(refused));
        assertThat(planOf(bench.pass())).isEqualTo(planOf(refused));
        assertThat(confirmed(planOf(refused)).summary().removed()).isEqualTo(32);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void twoReplicasWithTheSameLossesHaveTwoPlans() {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), files(30));
        Bench other = Bench.in(make(temp.resolve("other"))).with(MaxDelete.DEFAULT);
        make(other.source(), file("keep", ""));
        make(other.replica(), files(30));
        assertThat(planOf(other.pass())).isNotEqualTo(planOf(bench.pass()));
    }

    @Test
    void aConfirmationHoldsForOnePass() {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), files(30));
        try (FolderSync sync = bench.open()) {
            String plan = planOf(Bench.pass(sync));
            sync.confirm(plan);
            assertThat(Bench.pass(sync).summary().removed()).isEqualTo(30);
            make(bench.replica(), files(30));
            assertThat(planOf(Bench.pass(sync))).isEqualTo(plan);
        }
    }

    @Test
    void moreUpdatesThanAllowedAreRefused() throws IOException {
        bench = bench.with(bench.job().with(new Limits(Amount.parse("max-update", "50%"), null)));
        make(bench.source(), files(10));
        bench.pass();
        for (int i = 0; i < 6; i++) {
            Files.writeString(bench.source("f" + i), "encrypted");
        }
        assertRefusedUntouched(bench, "6 of 10 files in the replica would be updated (f0, f1, f2, …)");
        make(bench.source(), file("f5", "x"));
        assertThat(bench.pass().summary().updated()).isEqualTo(5);
    }

    @Test
    void aSourceWithoutItsMarkerIsRefusedWhateverIsConfirmed() throws IOException {
        bench = bench.with(bench.job().with(new Limits(null, Path.of(".mounted"))));
        make(bench.source(), file("a", "1"));
        assertRefusedUntouched(bench, "the source has no .mounted, which --require names");
        assertThat(bench.preview().refusal()).isPresent();
        make(bench.source(), file(".mounted", ""));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        Files.delete(bench.source(".mounted"));
        assertThat(confirmed("00000000").summary().result()).isEqualTo(PassResult.REFUSED);
    }

    @Test
    void aMarkerBehindALinkThatLeadsNowhereIsMissing() throws IOException {
        bench = bench.with(bench.job().with(new Limits(null, Path.of("disk/.mounted"))));
        make(bench.source(), link("disk", "../disk"), file("a", "1"));
        assertRefusedUntouched(bench, "the source has no disk/.mounted, which --require names");
        make(temp.resolve("disk"), link(".mounted", "nowhere"));
        assertRefusedUntouched(bench, "the source has no disk/.mounted, which --require names");
        make(temp.resolve("disk"), file("nowhere", ""));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        Files.delete(bench.source("disk"));
        make(bench.source(), file("disk", "no folder"));
        assertRefusedUntouched(bench, "the source has no disk/.mounted, which --require names");
    }

    @Test
    void aMarkerThatCannotBeLookedAtIsNotSaidToBeMissing() {
        bench = bench.with(bench.job().with(new Limits(null, Path.of("loop/.mounted"))));
        make(bench.source(), link("loop", "loop"));
        assertRefusedUntouched(bench, "loop/.mounted, which --require names, cannot be looked at: ");
    }

    @Test
    void aMarkerInAFolderThatIsShutIsNotSaidToBeMissing() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "permissions do not bind root");
        bench = bench.with(bench.job().with(new Limits(null, Path.of("shut/.mounted"))));
        make(bench.source(), folder("shut", file(".mounted", "")));
        Files.setPosixFilePermissions(bench.source("shut"), PosixFilePermissions.fromString("---------"));
        assertRefusedUntouched(bench, "which --require names, cannot be looked at: permission denied");
        Files.setPosixFilePermissions(bench.source("shut"), PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void aSourceOnAnotherFileSystemIsRefusedWhenAnythingWouldBeDeleted() throws IOException {
        make(bench.source(), files(5));
        bench.pass();
        try (Stream<Path> state = Files.walk(bench.state())) {
            Path remembered = state.filter(path -> path.endsWith("source-file-system"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(remembered, "1 /dev/another:ext4");
        }
        Files.delete(bench.source("f0"));
        assertRefusedUntouched(bench, "the source is on another file system than in the last pass");
        assertThat(bench.preview().refusal()).isPresent();
        make(bench.source(), file("f0", "x"), file("new", "1"));
        assertThat(bench.pass().summary().copied()).isEqualTo(1);
        Files.delete(bench.source("f0"));
        assertThat(bench.pass().summary().removed()).as("that one is known now").isEqualTo(1);
    }

    @Test
    void whatAKilledPassLeftBehindIsRemovedThoughNothingMayBeDeleted() {
        bench = bench.with(MaxDelete.parse("0"));
        make(bench.source(), file("a", "1"), file(".dromedary-mine-0.tmp", "looks like one of ours"));
        make(
                bench.replica(),
                file(".dromedary-abc-1.tmp", "half"),
                folder(".dromedary-abc-2.tmp", file("x", ""), folder("y", file("z", ""))));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        make(bench.replica(), file("b", "1"));
        assertRefusedUntouched(bench, "1 of 3 files in the replica would be deleted (b)");
    }

    @Test
    void whatAKilledPassLeftBehindCountsForNothingWhereverItStands() {
        make(bench.source(), files(4));
        make(bench.replica(), files(4));
        make(
                bench.replica(),
                folder(
                        "gone",
                        file(".dromedary-abc-1.tmp", "half"),
                        folder(".dromedary-abc-2.tmp", file("x", ""), file("y", "")),
                        file("mine", "")));
        assertRefusedUntouched(bench.with(MaxDelete.parse("0")), "1 of 5 files in the replica would be deleted (gone)");
        assertRefusedUntouched(bench.with(MaxDelete.parse("19%")), "1 of 5 files");
        assertThat(bench.with(MaxDelete.parse("1")).pass().summary().removed()).isEqualTo(6);
    }

    @Test
    void onlyWhatIsDeletedIsAnExample() {
        bench = bench.with(MaxDelete.parse("0"));
        make(bench.source(), folder("a", file("x", "")), file("b", ""), file("c", ""));
        make(
                bench.replica(),
                file(".dromedary-abc-1.tmp", "half"),
                folder(".dromedary-abc-2.tmp", file("x", "")),
                file("a", "becomes a folder"),
                folder("b"),
                folder("c", file("x", "")),
                file("d", ""));
        assertRefusedUntouched(bench, "2 of 3 files in the replica would be deleted (c, d), more");
    }

    @Test
    void foldersAndLinksAreNoFiles() {
        make(bench.source());
        make(bench.replica(), folder("a", link("l", "x")), folder("b"));
        assertRefusedUntouched(bench, "the source is empty, and 2 folders and 1 link in the replica would be deleted");
        make(bench.replica(), pipe("p"));
        assertRefusedUntouched(bench, "and 2 folders, 1 link and 1 special file in the replica would be deleted");
        make(bench.replica(), file("f", ""));
        assertRefusedUntouched(bench, "and 3 of 3 files in the replica would be deleted");
    }
}
