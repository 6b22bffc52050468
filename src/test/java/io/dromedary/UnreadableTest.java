package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.audit.PassResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What permissions forbid. Root may do everything, so these tests are for others. */
class UnreadableTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        assumeFalse(Trees.isRoot(), "root may read everything");
        bench = Bench.in(temp);
    }

    @Test
    void anUnreadableFolderKeepsItsReplicaAndTheRestGoesOn() throws IOException {
        make(
                bench.source(),
                folder("a", file("x", "1")),
                file("a-b", ""),
                file("a.txt", ""),
                folder("gone", file("y", "")));
        bench.pass();
        Trees.remove(bench.source("gone"));
        make(bench.source(), file("new", ""));
        dress(bench.source("a"), 0, null);
        Bench.Done done = bench.pass();
        dress(bench.source("a"), 0755, null);
        assertThat(done.deeds()).contains("problem a", "remove gone/y", "remove gone", "copy new");
        assertThat(done.messages()).contains("Folder a could not be read: permission denied.");
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        dress(bench.replica("a"), 0755, null);
        assertThat(bench.replica("a/x")).hasContent("1");
    }

    @ParameterizedTest(name = "mode {0}")
    @ValueSource(ints = {0, 0400})
    void aFolderThatCannotBeReadUnderItsNewNameDoesNotLoseItsOldCopy(int mode) throws IOException {
        make(bench.source(), folder("project", folder("secret", file("x", "1")), file("y", "2")));
        bench.pass();
        Files.createDirectory(bench.source("archive"));
        Files.move(bench.source("project"), bench.source("archive/project"));
        dress(bench.source("archive/project/secret"), mode, null);
        Bench.Done done = bench.pass();
        dress(bench.source("archive/project/secret"), 0755, null);
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(done.messages())
                .contains("Folder project/secret could not be removed:"
                        + " it may be the last copy of what could not be copied.");
        assertThat(bench.replica("project/secret/x")).hasContent("1");
        bench.pass();
        // The first one made the new folder in the replica readable again.
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFolderThatCannotBeReadDoesNotReplaceAFile() throws IOException {
        make(bench.source(), file("a", "1"), file("b", ""));
        bench.pass();
        Trees.remove(bench.source("a"));
        make(bench.source(), folder("a", file("x", "")));
        dress(bench.source("a"), 0, null);
        Bench.Done done = bench.pass();
        dress(bench.source("a"), 0755, null);
        assertThat(done.deeds()).contains("problem a");
        assertThat(bench.replica("a")).hasContent("1");
    }

    @Test
    void anExtraneousFolderThatNobodyCanCountStays() throws IOException {
        make(bench.source(), file("a", ""));
        make(bench.replica(), folder("secret", file("x", "1"), file("y", "2")).mode(0), folder("gone", file("z", "")));
        Bench.Done done = bench.pass();
        dress(bench.replica("secret"), 0755, null);
        assertThat(done.deeds())
                .contains("problem secret", "remove gone/z", "remove gone")
                .doesNotContain("remove secret");
        assertThat(bench.replica("secret/x")).hasContent("1");
    }

    @Test
    void aFolderThatCanBeReadAgainIsMirroredAgain() throws IOException {
        make(bench.source(), folder("a", file("x", "1")));
        bench.pass();
        dress(bench.source("a"), 0, null);
        bench.pass();
        dress(bench.source("a"), 0755, null);
        Files.writeString(bench.source("a/x"), "22");
        bench.pass();
        bench.pass();
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFolderThatCanBeListedAndNotEnteredKeepsItsReplica() throws IOException {
        make(bench.source(), folder("a", file("x", "1"), folder("y", file("z", ""))));
        bench.pass();
        dress(bench.source("a"), 0600, null);
        Bench.Done done = bench.pass();
        assertThat(done.deeds()).contains("problem a/x", "problem a/y");
        assertThat(done.summary().removed()).isZero();
        dress(bench.replica("a"), 0755, null);
        assertThat(bench.replica("a/y/z")).exists();
    }

    @Test
    void anUnreadableFileKeepsItsReplicaAndTheRestGoesOn() throws IOException {
        make(bench.source(), file("a", "1"), file("b", "1"), file("c", "1"), file("gone", ""));
        bench.pass();
        Files.writeString(bench.source("a"), "longer");
        Files.writeString(bench.source("b"), "2");
        Files.writeString(bench.source("c"), "longer");
        Files.delete(bench.source("gone"));
        dress(bench.source("a"), 0, null);
        dress(bench.source("b"), 0, null);
        Bench.Done done = bench.pass();
        assertThat(done.deeds()).contains("problem a", "problem b", "update c", "remove gone");
        assertThat(done.summary().problems()).isEqualTo(2);
        assertThat(bench.replica("a")).hasContent("1");
        assertThat(bench.replica("b")).hasContent("1");
    }

    @Test
    void aSourceThatCannotBeReadAtItsRootFailsThePass() throws IOException {
        make(bench.source(), file("a", ""));
        bench.pass();
        dress(bench.source(), 0, null);
        Bench.Done done = bench.pass();
        dress(bench.source(), 0755, null);
        assertThat(done.summary().result()).isEqualTo(PassResult.FAILED);
        assertThat(done.summary().why()).contains("cannot be read: permission denied");
        assertThat(bench.replica("a")).exists();
    }

    @Test
    void aReplicaFileThatCannotBeReadIsReplaced() {
        make(bench.source(), file("a", "1"), file("b", "1").mode(0200 | 0400));
        make(bench.replica(), file("a", "1").mode(0), file("b", "1").mode(0200));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aReplicaFolderThatCannotBeReadIsMendedForTheNextPass() {
        make(bench.source(), folder("a", file("x", "1")), folder("b", file("x", "1")));
        make(
                bench.replica(),
                folder("a", file("x", "1"), file("y", "")).mode(0),
                folder("b", file("z", "1")).mode(0600));
        bench.pass();
        bench.pass();
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }
}
