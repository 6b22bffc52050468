package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
        assertRefusedUntouched(bench, "1 of 3 file");
    }
}
