package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.sortedBadly;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens when the world changes while a pass runs. */
class MotionTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    /** Something that changes files. */
    @FunctionalInterface
    interface Change {
        void make() throws IOException;
    }

    /** One pass, with one change between plan and copies, and another between copies and deletions. */
    private Bench.Done pass(Change afterPlan, Change afterCopies) throws IOException {
        List<Event> events = new ArrayList<>();
        List<io.dromedary.audit.Summary> summaries = new ArrayList<>();
        try (FolderSync sync = bench.open()) {
            sync.addListener(summaries::add);
            Pass pass = sync.begin();
            afterPlan.make();
            copyAll(pass, events::add);
            afterCopies.make();
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(events::add));
            pass.finish().forEachRemaining(events::add);
        }
        return new Bench.Done(summaries.get(0), events);
    }

    private static void copyAll(Pass pass, Consumer<Event> audit) {
        pass.copies()
                .forEachRemaining(task ->
                        pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(audit));
    }

    private static void nothing() {}

    private void replaceSourceByAnEmptyFolder() throws IOException {
        Files.move(bench.source(), temp.resolve("away"));
        Files.createDirectory(bench.source());
    }

    @Test
    void aFollowedLinkIntoTheReplicaIsNotCopiedIntoItself() throws IOException {
        make(bench.source(), file("a", "1"));
        make(bench.replica());
        Files.createSymbolicLink(bench.source("l"), bench.replica());
        Bench.Done done = bench.followingLinks().pass();
        assertThat(done.messages()).contains("Entry l could not be read: the link leads back to a folder around it.");
        assertThat(bench.replica("l")).doesNotExist();
    }

    @Test
    void aFollowedLinkIntoAFolderOfTheReplicaDoesNotGrowWithEachPass() {
        make(temp, link("to replica", "replica"));
        make(bench.source(), folder("d", file("x", ""), link("l", "../../replica/d"), link("m", "../../to replica/d")));
        make(bench.replica(), folder("d"));
        Bench.Done done = bench.followingLinks().pass();
        assertThat(done.deeds()).contains("problem d/l", "problem d/m", "copy d/x");
        bench.followingLinks().pass();
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "d", "d/x");
    }

    @Test
    void aJobThatClosesLetsNothingMoreBeCopied() throws IOException {
        make(bench.source(), file("a", "1"));
        FolderSync sync = bench.open();
        Pass pass = sync.begin();
        Task task = pass.copies().next();
        sync.close();
        assertThat(pass.copy(task.sequence())).isEmpty();
        assertThat(bench.replica("a")).doesNotExist();
    }

    @Test
    void aRenameWhoseCopyFailsDoesNotLoseTheOldCopy() throws IOException {
        make(bench.source(), folder("old", file("a", "content"), file("b", "other")), file("gone", "1"));
        bench.pass();
        bench.forget();
        Files.move(bench.source("old"), bench.source("new"));
        Files.delete(bench.source("gone"));
        Bench.Done done = pass(
                () -> make(bench.replica(), folder("new", folder("a", file("in the way", "")))), MotionTest::nothing);
        assertThat(done.deeds())
                .contains("problem new/a", "copy new/b", "problem old/a", "remove old/b", "problem old", "remove gone");
        assertThat(bench.replica("old/a")).hasContent("content");
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFileThatWasRenamedAndGrewDoesNotLoseItsOldCopyWhenItCannotBeCopied() throws IOException {
        make(bench.source(), file("disk", "content"), file("gone", "1"));
        bench.pass();
        Files.move(bench.source("disk"), bench.source("disk2"));
        Files.writeString(bench.source("disk2"), "more content", StandardOpenOption.APPEND);
        Files.delete(bench.source("gone"));
        Bench.Done done =
                pass(() -> make(bench.replica(), folder("disk2", file("in the way", ""))), MotionTest::nothing);
        assertThat(done.deeds()).contains("problem disk2", "problem disk", "remove gone");
        assertThat(bench.replica("disk")).hasContent("content");
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFileThatVanishesBeforeItsCopyIsNoProblem() throws IOException {
        make(bench.source(), file("a", "new"), file("a-b", "new"), folder("a.d", file("x", ""), file("y", "")));
        make(bench.replica(), file("a", "old one"));
        Bench.Done done = pass(
                () -> {
                    Files.delete(bench.source("a"));
                    Files.delete(bench.source("a.d/x"));
                },
                MotionTest::nothing);
        assertThat(done.deeds()).contains("vanished a", "copy a-b", "create a.d", "copy a.d/y");
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(bench.replica("a")).hasContent("old one");
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFileThatBecameSomethingElseBeforeItsCopyIsLeftForTheNextPass() throws IOException {
        make(bench.source(), file("a", "new"), folder("b", file("x", "")), link("c", "x"));
        Bench.Done done = pass(
                () -> {
                    for (String path : new String[] {"a", "b", "c"}) {
                        Trees.remove(bench.source(path));
                    }
                    make(bench.source(), folder("a", file("x", "")), file("b", ""), file("c", ""));
                },
                MotionTest::nothing);
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void whatCameBackInTheSourceIsNotRemoved() throws IOException {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), folder("a", file("x", "")), file("b", ""));
        Bench.Done done = pass(MotionTest::nothing, () -> make(bench.source(), folder("a", file("x", ""))));
        assertThat(done.deeds()).contains("remove b").noneMatch(deed -> deed.startsWith("remove a"));
        assertThat(bench.replica("a/x")).exists();
    }

    @Test
    void whatVanishedFromTheReplicaIsNotClaimed() throws IOException {
        make(bench.source(), file("keep", ""));
        make(bench.replica(), folder("a", file("x", "")), file("b", ""));
        Bench.Done done = pass(MotionTest::nothing, () -> Trees.remove(bench.replica("b")));
        assertThat(done.deeds()).doesNotContain("remove b").contains("remove a");
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
    }

    @Test
    void aSourceThatVanishesBeforeTheDeletionsDeletesNothing() throws IOException {
        make(bench.source(), file("keep", ""), file("new", ""));
        make(bench.replica(), file("keep", ""), folder("a", file("x", "")), file("b", ""));
        Bench.Done done = pass(MotionTest::nothing, this::replaceSourceByAnEmptyFolder);
        assertThat(done.summary().removed()).isZero();
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(done.messages()).contains("File b could not be removed: the source is not there any more.");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "keep", "new", "a", "a/x", "b");
    }

    @Test
    void aSourceThatVanishesAfterThePlanDeletesNothing() throws IOException {
        make(bench.source(), file("keep", "changed"), file("new", ""));
        make(bench.replica(), file("keep", ""), folder("a", file("x", "")), file("b", ""));
        Bench.Done done = pass(() -> Files.move(bench.source(), temp.resolve("away")), MotionTest::nothing);
        assertThat(done.summary().removed()).isZero();
        assertThat(kinds(bench.replica())).containsKeys("keep", "a/x", "b");
    }

    @Test
    void aSourceThatVanishesWhileItIsComparedDeletesNothing() throws IOException {
        Trees.Node[] files =
                IntStream.range(0, 9).mapToObj(i -> file("f" + i, "x")).toArray(Trees.Node[]::new);
        make(bench.source(), files);
        make(bench.replica(), files);
        make(bench.replica(), file("z", "extraneous"));
        // The fourth question for the time is asked when the second file is hashed.
        bench = bench.with(new Trap(4, this::replaceSourceByAnEmptyFolder));
        Bench.Done done = bench.pass();
        assertThat(Files.list(bench.source())).isEmpty();
        assertThat(done.summary().removed()).isZero();
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(kinds(bench.replica())).hasSize(11);
    }

    @Test
    void aLinkSwappedInForAReplicaFolderLeadsNoDeletionOutside() throws IOException {
        make(temp.resolve("outside"), file("x", "not ours"), folder("y", file("z", "")));
        make(bench.source(), folder("d", file("keep", "")));
        make(bench.replica(), folder("d", file("keep", ""), file("x", ""), folder("y", file("z", ""))));
        var before = snapshot(temp.resolve("outside"));
        Bench.Done done = pass(MotionTest::nothing, () -> {
            Files.move(bench.replica("d"), bench.replica("moved"));
            Files.createSymbolicLink(bench.replica("d"), Path.of("../outside"));
        });
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
        assertThat(done.summary().removed()).isZero();
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aLinkSwappedInForAReplicaFolderLeadsNoCopyOutside() throws IOException {
        make(temp.resolve("outside"), file("content", "not ours"), file("mode", ""));
        make(
                bench.source(),
                folder("d", file("content", "new"), file("mode", "").mode(0600)));
        make(bench.replica(), folder("d", file("content", "old"), file("mode", "")));
        var before = snapshot(temp.resolve("outside"));
        pass(
                () -> {
                    Files.move(bench.replica("d"), bench.replica("moved"));
                    Files.createSymbolicLink(bench.replica("d"), Path.of("../outside"));
                },
                MotionTest::nothing);
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    private void swapInALinkFor(String folder) throws IOException {
        Files.move(bench.replica(folder), temp.resolve("moved"));
        Files.createSymbolicLink(bench.replica(folder), temp.resolve("outside"));
    }

    @Test
    void aLinkSwappedInBetweenTwoCopiesLeadsTheSecondNotOutside() throws IOException {
        make(temp.resolve("outside"), file("b", "not ours"));
        make(bench.source(), folder("d", file("a", "new"), file("b", "new")));
        make(bench.replica(), folder("d", file("a", "old"), file("b", "old")));
        var before = snapshot(temp.resolve("outside"));
        List<String> told = new ArrayList<>();
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            Iterator<Task> copies = pass.copies();
            pass.copy(copies.next().sequence());
            swapInALinkFor("d");
            pass.copy(copies.next().sequence()).flatMap(Carried::event).ifPresent(event -> told.add(event.message()));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(told).containsExactly("File d/b could not be updated: a link stands in the way.");
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aLinkSwappedInWhileAFolderIsRemovedLeadsTheRestNotOutside() throws IOException {
        make(temp.resolve("outside"), file("a", "not ours"), file("b", "not ours"));
        make(bench.source(), file("keep", ""));
        make(bench.replica(), file("keep", ""), folder("d", folder("e", file("a", ""), file("b", ""))));
        var before = snapshot(temp.resolve("outside"));
        List<String> told = new ArrayList<>();
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            copyAll(pass, event -> {});
            Iterator<Event> removal = pass.delete(pass.deletions().next().sequence());
            told.add(removal.next().message());
            swapInALinkFor("d/e");
            removal.forEachRemaining(event -> told.add(event.message()));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(told)
                .containsExactly(
                        "File d/e/a has been removed.",
                        "Entry d/e/b could not be removed: a link stands in the way.",
                        "Folder d/e could not be removed: the folder is not empty.",
                        "Folder d could not be removed: the folder is not empty.");
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aLinkSwappedInForAReplicaFolderLeadsNoAdjustmentOutside() throws IOException {
        make(temp.resolve("outside"), file("mode", ""), folder("e"));
        make(
                bench.source(),
                folder("d", file("mode", "").mode(0600), folder("e").mode(0700)));
        make(bench.replica(), folder("d", file("mode", ""), folder("e")));
        var before = snapshot(temp.resolve("outside"));
        pass(
                () -> {
                    Files.move(bench.replica("d"), bench.replica("moved"));
                    Files.createSymbolicLink(bench.replica("d"), Path.of("../outside"));
                },
                MotionTest::nothing);
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aReplicaFolderThatVanishesIsMadeAgain() throws IOException {
        make(bench.source(), folder("d", file("x", "new"), file("y", "")));
        make(bench.replica(), folder("d", file("x", "old"), file("y", "")));
        pass(() -> Trees.remove(bench.replica("d")), MotionTest::nothing);
        assertThat(bench.replica("d/x")).hasContent("new");
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aStopDuringTheCopiesEndsThePassAndDeletesNothing() throws IOException {
        make(bench.source(), sortedBadly());
        make(bench.replica(), file("extraneous", ""));
        try (FolderSync sync = bench.open()) {
            List<Event> events = new ArrayList<>();
            Pass pass = sync.begin();
            Iterator<Task> copies = pass.copies();
            pass.copy(copies.next().sequence());
            Task second = copies.next();
            sync.stop();
            assertThat(copies.hasNext()).isFalse();
            pass.copy(second.sequence());
            assertThat(pass.deletions().hasNext()).isFalse();
            pass.finish().forEachRemaining(events::add);
            assertThat(events.get(events.size() - 1).outcome()).isEqualTo("stopped");
            assertThat(events).noneMatch(event -> event.outcome().equals("problem"));
            assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.STOPPED);
        }
        assertThat(bench.replica("extraneous")).exists();
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aStopDuringADeletionLeavesTheRest() {
        make(bench.source());
        make(bench.replica(), folder("a", file("x", ""), file("y", ""), file("z", "")));
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            copyAll(pass, event -> {});
            Iterator<Event> steps = pass.delete(pass.deletions().next().sequence());
            assertThat(steps.next().path()).isEqualTo("a/x");
            sync.stop();
            assertThat(steps.hasNext()).isFalse();
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "a/y", "a/z");
    }

    @Test
    void temporaryFilesOfAProgramThatDiedAreRemoved() {
        make(bench.source(), folder("d", file("x", "")));
        make(bench.replica(), folder("d", file("x", ""), file(".dromedary-abc-1.tmp", "half")));
        bench.pass();
        assertThat(kinds(bench.replica()).keySet().stream().map(Path::of).map(PathText::of))
                .containsExactly(".", "d", "d/x");
    }

    /** A clock that does something when it is asked for the time so many times. */
    private static final class Trap extends Clock {
        private final int when;
        private final Change change;
        private int asked;

        Trap(int when, Change change) {
            this.when = when;
            this.change = change;
        }

        @Override
        public Instant instant() {
            if (++asked == when) {
                try {
                    change.make();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return Bench.LATER.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
