package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What got another name in the source gets it in the replica too, instead of being copied and deleted. */
class MoveTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void aReplicaThatIsInSync() {
        bench = Bench.in(temp).with(new MaxDelete(0, false, true));
        make(
                bench.source(),
                folder("a", file("x", "content of x"), folder("deep", file("y", "content of y"))),
                file("a-b", "content of a-b"),
                file("a.txt", "content of a.txt"));
        bench.pass();
    }

    private Bench.Done assertConverges() {
        Bench.Done done = bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(bench.pass().deeds()).isEmpty();
        return done;
    }

    private static Object fileKey(Path path) throws IOException {
        return Files.readAttributes(path, "fileKey").get("fileKey");
    }

    @Test
    void aNewFolderWithTheNumberOfOneThatIsGoneIsNotThatOne() throws IOException {
        make(bench.source(), folder("gone"));
        bench.pass();
        Object key = fileKey(bench.source("gone"));
        assumeTrue(Entry.at(bench.source("gone")).stamp().born() != 0, "the file system does not tell its age");
        Files.delete(bench.source("gone"));
        make(bench.source(), folder("new"));
        assumeTrue(fileKey(bench.source("new")).equals(key), "the file system gives numbers once");

        bench = bench.with(MaxDelete.DEFAULT);
        assertThat(assertConverges().deedsButTimes()).containsExactlyInAnyOrder("create new", "remove gone");
    }

    @Test
    void whatIsExtraneousDeepInARenamedFolderDoesNotComeBackOnceItIsRemoved() throws IOException {
        make(bench.replica("a/deep"), folder("b", folder("c", file("z", ""))));
        Files.move(bench.source("a"), bench.source("d"));
        bench = bench.with(MaxDelete.DEFAULT);
        assertConverges();
    }

    @Test
    void aRenamedFileIsMovedAndNeitherCopiedNorDeleted() throws IOException {
        Object before = fileKey(bench.replica("a.txt"));
        Files.move(bench.source("a.txt"), bench.source("b.txt"));
        Bench.Done done = assertConverges();
        assertThat(done.messages()).startsWith("File b.txt has been moved from a.txt.");
        assertThat(done.events().get(0).from()).isEqualTo("a.txt");
        assertThat(done.summary().moved()).isEqualTo(1);
        assertThat(done.summary().bytes()).isZero();
        assertThat(fileKey(bench.replica("b.txt"))).isEqualTo(before);
    }

    @Test
    void aRenamedFolderIsOneMove() throws IOException {
        Object before = fileKey(bench.replica("a/deep/y"));
        Files.move(bench.source("a"), bench.source("z"));
        Bench.Done done = assertConverges();
        assertThat(done.messages()).startsWith("Folder z has been moved from a.");
        assertThat(fileKey(bench.replica("z/deep/y"))).isEqualTo(before);
    }

    @Test
    void whatChangedInARenamedFolderIsBroughtOrRemovedUnderItsNewName() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        Files.move(bench.source("a"), bench.source("z"));
        make(bench.source("z"), file("new", "1"), folder("deep", file("y", "another content")));
        Files.delete(bench.source("z/x"));
        Bench.Done done = assertConverges();
        assertThat(done.deedsButTimes())
                .containsExactlyInAnyOrder("move z", "copy z/new", "update z/deep/y", "remove z/x");
    }

    @Test
    void aFolderWithNothingInCommonIsNewThoughItHasTheNumberOfTheOldOne() throws IOException {
        bench = bench.with(MaxDelete.DEFAULT);
        Files.move(bench.source("a"), bench.source("z"));
        Trees.remove(bench.source("z/x"));
        Trees.remove(bench.source("z/deep"));
        make(bench.source("z"), file("new", "1"));
        assertThat(assertConverges().deedsButTimes())
                .startsWith("create z", "copy z/new")
                .contains("remove a/x", "remove a/deep/y", "remove a");
    }

    @Test
    void aFileMovedIntoANewFolderIsMoved() throws IOException {
        Files.createDirectories(bench.source("fresh/er"));
        Files.move(bench.source("a.txt"), bench.source("fresh/er/a.txt"));
        make(bench.source("fresh"), file("new", "1"));
        assertThat(assertConverges().deedsButTimes())
                .containsExactlyInAnyOrder("create fresh", "create fresh/er", "copy fresh/new", "move fresh/er/a.txt");
    }

    @Test
    void aFileMovedOutOfARemovedFolderIsMovedAndNotCountedAsDeleted() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        Files.move(bench.source("a/deep/y"), bench.source("y"));
        Files.delete(bench.source("a/x"));
        Files.delete(bench.source("a/deep"));
        Files.delete(bench.source("a"));
        assertThat(assertConverges().deedsButTimes())
                .containsExactlyInAnyOrder("move y", "remove a/x", "remove a/deep", "remove a");
    }

    @Test
    void aFileRenamedInARenamedFolderIsMovedTwice() throws IOException {
        Files.move(bench.source("a"), bench.source("z"));
        Files.move(bench.source("z/x"), bench.source("z/w"));
        assertThat(assertConverges().messages())
                .contains("Folder z has been moved from a.", "File z/w has been moved from z/x.");
    }

    @Test
    void aFolderInsideARemovedOneIsMovedOutOfIt() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        Files.move(bench.source("a/deep"), bench.source("deep"));
        Files.delete(bench.source("a/x"));
        Files.delete(bench.source("a"));
        assertThat(assertConverges().deedsButTimes()).containsExactlyInAnyOrder("move deep", "remove a/x", "remove a");
    }

    @Test
    void aFileThatWasRewrittenUnderAnotherNameWithTheSameTimeIsMovedByItsContent() throws IOException {
        FileTime time = Files.getLastModifiedTime(bench.source("a.txt"));
        Files.copy(bench.source("a.txt"), bench.source("b.txt"));
        Files.setLastModifiedTime(bench.source("b.txt"), time);
        Files.delete(bench.source("a.txt"));
        assertThat(assertConverges().deedsButTimes()).containsExactly("move b.txt");
    }

    @Test
    void aFileThatWasRenamedAndChangedIsCopied() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        FileTime time = Files.getLastModifiedTime(bench.source("a.txt"));
        Files.move(bench.source("a.txt"), bench.source("b.txt"));
        Files.writeString(bench.source("b.txt"), "CONTENT OF a.TXT");
        Files.setLastModifiedTime(bench.source("b.txt"), time);
        assertThat(assertConverges().deedsButTimes()).containsExactly("copy b.txt", "remove a.txt");
    }

    @Test
    void aFileWhoseReplicaWasChangedIsCopied() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        Files.move(bench.source("a.txt"), bench.source("b.txt"));
        Files.writeString(bench.replica("a.txt"), "something else");
        assertThat(assertConverges().deedsButTimes()).containsExactly("copy b.txt", "remove a.txt");
    }

    @Test
    void namesThatWereSwappedAreUpdated() throws IOException {
        Files.move(bench.source("a.txt"), bench.source("t"));
        Files.move(bench.source("a-b"), bench.source("a.txt"));
        Files.move(bench.source("t"), bench.source("a-b"));
        assertThat(assertConverges().deedsButTimes()).containsExactly("update a-b", "update a.txt");
    }

    @Test
    void aMoveOntoSomethingThatAppearedInTheReplicaIsAProblemAndHealsInTheNextPass() throws IOException {
        Files.move(bench.source("a"), bench.source("z"));
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            make(bench.replica(), folder("z", file("other", "1")));
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(event -> {}));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(bench.replica("a/x")).hasContent("content of x");
        bench = bench.with(new MaxDelete(100, true, true));
        assertConverges();
    }

    @Test
    void aFolderThatCouldNotBeMovedIsNotRemovedWithTheOneAroundIt() throws IOException {
        bench = bench.with(new MaxDelete(1, false, true));
        Files.move(bench.source("a/deep"), bench.source("deep"));
        Files.delete(bench.source("a/x"));
        Files.delete(bench.source("a"));
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            make(bench.replica(), folder("deep", file("other", "1")));
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(event -> {}));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(bench.replica("a/deep/y")).hasContent("content of y");
        bench = bench.with(new MaxDelete(100, true, true));
        assertConverges();
    }

    @Test
    void aFolderWhoseNameALinkTookIsReplacedAndItsFilesAreCopied() throws IOException {
        bench = bench.with(new MaxDelete(100, true, true));
        Files.move(bench.source("a"), bench.source("z"));
        Files.createSymbolicLink(bench.source("a"), Path.of("z"));
        Bench.Done done = assertConverges();
        assertThat(done.deedsButTimes())
                .contains("copy z/x", "copy z/deep/y", "remove a/x", "remove a/deep/y", "remove a");
    }

    @Test
    void aFolderWhoseNameAFileTookIsReplacedAndItsFilesAreCopied() throws IOException {
        bench = bench.with(new MaxDelete(100, true, true));
        Files.move(bench.source("a/x"), bench.source("b"));
        Trees.remove(bench.source("a"));
        make(bench.source(), file("a", "now a file"));
        assertConverges();
    }

    @Test
    void metadataInAMovedFolderAreSetWhicheverComesFirst() throws IOException {
        Files.move(bench.source("a"), bench.source("z"));
        Trees.dress(bench.source("z/x"), 0600, null);
        List<Event> events = new ArrayList<>();
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            List<Long> numbers = new ArrayList<>();
            pass.copies().forEachRemaining(task -> numbers.add(0, task.sequence()));
            numbers.forEach(number -> pass.copy(number).flatMap(Carried::event).ifPresent(events::add));
            pass.finish().forEachRemaining(events::add);
        }
        assertThat(events).extracting(Event::message).contains("File z/x has been adjusted.");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFolderThatWasMovedBeforeItsTurnIsToldOfByTheNextStart() throws IOException {
        Files.move(bench.source("a"), bench.source("z"));
        Files.move(bench.source("z/x"), bench.source("first"));
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            Task first = pass.copies().next();
            assertThat(first.action().path()).isEqualTo(Path.of("first"));
            pass.copy(first.sequence()).flatMap(Carried::event).ifPresent(sync::told);
            assertThat(bench.replica("z")).isDirectory();
        }
        assertThat(bench.pass().messages()).contains("Folder z has been moved from a (recovered).");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aPreviewShowsAMove() throws IOException {
        Files.move(bench.source("a"), bench.source("z"));
        assertThat(bench.preview().copies())
                .toIterable()
                .singleElement()
                .satisfies(action -> assertThat(action.from()).isEqualTo(Path.of("a")));
        assertThat(bench.preview().refusal()).isEmpty();
    }

    @Test
    void withoutAnIndexRenamesAreCopiedAndDeleted() throws IOException {
        bench = bench.with(new MaxDelete(100, true, true));
        Files.move(bench.source("a.txt"), bench.source("b.txt"));
        bench.forget();
        Bench.Done done = assertConverges();
        assertThat(done.deedsButTimes()).containsExactly("copy b.txt", "remove a.txt");
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
    }
}
