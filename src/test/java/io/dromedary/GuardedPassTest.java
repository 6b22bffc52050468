package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
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
}
