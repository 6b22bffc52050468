package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.hardLink;
import static io.dromedary.Trees.hardLinks;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.apply.Disk;
import io.dromedary.audit.PassResult;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.StoredIndex;
import io.dromedary.plan.Action;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code -H}, names of one file in the source are names of one file in the replica, and of no other. */
class HardLinksTest {

    private static final Instant OTHER = Instant.parse("2002-03-04T05:06:07.123456Z");

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void aFileWithThreeNames() {
        bench = Bench.in(temp).keepingHardLinks();
        make(
                bench.source(),
                folder("a", file("x", "one")),
                folder("a-b", file("y", "two")),
                file("a.txt", "three"),
                link("l", "a/x"));
        hardLink(bench.source(), "a/x", "a-b/x", "z");
    }

    /** One pass, after which all is right and nothing is left to do; what it did, but for the times of folders. */
    private List<String> assertConverges() {
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertSame();
        assertThat(bench.pass().deeds()).isEmpty();
        assertThat(bench.preview().plan().isEmpty()).isTrue();
        return done.events().stream()
                .filter(event -> event.kind().equals("file"))
                .map(event -> event.action() + " " + event.path()
                        + (event.from() == null ? "" : " from " + event.from())
                        + (event.size() == 0 ? "" : ", " + event.size() + " bytes"))
                .toList();
    }

    private void assertSame() {
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(hardLinks(bench.replica())).isEqualTo(hardLinks(bench.source()));
    }

    @Test
    void aFileIsCopiedOnceAndItsOtherNamesAreLinked() {
        Bench.Done done = bench.pass();
        assertThat(done.messages())
                .contains(
                        "File a/x has been copied.",
                        "File a-b/x has been copied as a hard link of a/x.",
                        "File z has been copied as a hard link of a/x.");
        assertThat(done.summary().bytes()).isEqualTo(11);
        assertThat(done.events())
                .filteredOn(event -> "z".equals(event.path()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.from()).isEqualTo("a/x");
                    assertThat(event.size()).isZero();
                    assertThat(event.md5()).isEqualTo(Trees.md5(bench.source("z")));
                });
        assertSame();
        assertThat(Entry.at(bench.replica("z")).links()).isEqualTo(3);
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @Test
    void withoutTheOptionEachNameIsAFileOfItsOwn() {
        Bench usual = Bench.in(temp);
        assertThat(usual.pass().summary().bytes()).isEqualTo(17);
        assertThat(Entry.at(usual.replica("z")).links()).isEqualTo(1);
        assertThat(usual.pass().deeds()).isEmpty();
    }

    @Test
    void anOptionThatIsSwitchedOnLaterLinksWhatWasCopied() {
        Bench.in(temp).pass();
        assertThat(bench.preview().plan().copies())
                .extracting(action -> action.path() + ", " + action.reason().words() + ", "
                        + action.counts().bytes())
                .containsExactly("a-b/x, hard link differs, 0", "z, hard link differs, 0");
        assertThat(assertConverges()).containsExactly("update a-b/x from a/x", "update z from a/x");
    }

    @Test
    void oneMoreNameIsOneMoreLink() {
        bench.pass();
        hardLink(bench.source(), "z", "b", "a/new");
        assertThat(assertConverges()).containsExactly("copy a/new from a/x", "copy b from a/x");
    }

    @Test
    void aNewFolderWithNamesThatStandElsewhere() {
        bench.pass();
        make(bench.source(), folder("new", folder("deep")));
        hardLink(bench.source(), "z", "new/1", "new/deep/2");
        hardLink(bench.source(), "a.txt", "new/3");
        assertThat(assertConverges())
                .containsExactly("copy new/1 from a/x", "copy new/3 from a.txt", "copy new/deep/2 from a/x");
    }

    @Test
    void oneNameLessIsOneLinkLess() throws IOException {
        bench.pass();
        Files.delete(bench.source("a/x"));
        assertThat(assertConverges()).containsExactly("remove a/x");
        Files.delete(bench.source("z"));
        assertThat(assertConverges()).containsExactly("remove z");
        assertThat(Entry.at(bench.replica("a-b/x")).links()).isEqualTo(1);
    }

    @Test
    void newContentIsCopiedOnce() throws IOException {
        bench.pass();
        Files.writeString(bench.source("z"), "other content");
        assertThat(assertConverges())
                .containsExactly("update a/x, 13 bytes", "update a-b/x from a/x", "update z from a/x");
    }

    @Test
    void newMetadataAreSetInPlaceWhereAllNamesAreOurs() throws IOException {
        bench.pass();
        var before = Entry.at(bench.replica("z")).stamp();
        dress(bench.source("z"), 0600, OTHER);
        assertThat(assertConverges()).containsExactly("adjust a/x", "adjust a-b/x", "adjust z");
        assertThat(Entry.at(bench.replica("z")).stamp().sameFile(before)).isTrue();
    }

    @Test
    void newMetadataOfAFileWithNamesElsewhereGoToACopy() throws IOException {
        bench.pass();
        Path outside = temp.resolve("outside");
        Files.createLink(outside, bench.replica("z"));
        assertThat(assertConverges()).isEmpty();
        dress(bench.source("z"), 0600, OTHER);
        assertThat(bench.preview().plan().copies())
                .extracting(action ->
                        action.reason().words() + ", " + action.counts().bytes())
                .containsExactly("metadata differs, 3", "metadata differs, 0", "metadata differs, 0");
        assertThat(assertConverges())
                .containsExactly("update a/x, 3 bytes", "update a-b/x from a/x", "update z from a/x");
        assertThat(Entry.at(outside).access().mode()).isEqualTo(0644);
        assertThat(Entry.at(outside).links()).isEqualTo(1);
    }

    @Test
    void aNameThatIsGivenAwaySinceThePlanWasMadeIsNotOurs() throws IOException {
        bench.pass();
        dress(bench.source("z"), 0600, OTHER);
        Path outside = temp.resolve("outside");
        passAnd(() -> bench.replica("z").toFile().renameTo(outside.toFile()));
        assertThat(Entry.at(outside).access().mode()).isEqualTo(0644);
        assertConverges();
        assertThat(Entry.at(outside).access().mode()).isEqualTo(0644);
    }

    /** A pass with something that happens between its plan and its first change. */
    private void passAnd(Runnable meanwhile) {
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            meanwhile.run();
            pass.copies()
                    .forEachRemaining(task ->
                            pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(sync::told));
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(sync::told));
            pass.finish().forEachRemaining(sync::told);
        }
    }

    @Test
    void aFileThatChangedSinceThePlanWasMadeIsNotLinkedToItsOldCopy() {
        bench.pass();
        hardLink(bench.source(), "z", "new", "new too");
        passAnd(() -> make(bench.source(), file("z", "other content")));
        assertThat(bench.replica("z")).hasContent("one");
        assertThat(bench.replica("new")).hasContent("other content");
        assertThat(hardLinks(bench.replica())).containsEntry("new too", "new");
        assertThat(assertConverges()).contains("update z from new");
    }

    @Test
    void aCopyThatChangedSinceThePlanWasMadeIsNotLinked() {
        bench.pass();
        hardLink(bench.source(), "z", "new", "new too");
        passAnd(() -> make(bench.replica(), file("z", "changed")));
        assertThat(bench.replica("new")).hasContent("one");
        assertThat(hardLinks(bench.replica())).containsEntry("new too", "new");
        assertConverges();
    }

    @Test
    void aNameThatIsGoneSinceThePlanWasMadeLeavesTheOthers() {
        bench.pass();
        hardLink(bench.source(), "z", "new");
        passAnd(() -> Trees.remove(bench.replica("a/x")));
        assertThat(hardLinks(bench.replica())).containsEntry("new", "a-b/x");
        assertThat(assertConverges()).containsExactly("copy a/x from a-b/x");
    }

    @Test
    void aFileThatWasRenamedAndGotAnotherName() throws IOException {
        make(bench.source(), file("b", "long content"));
        bench.pass();
        bench.pass();
        Files.move(bench.source("b"), bench.source("d"));
        hardLink(bench.source(), "d", "0", "e");
        assertThat(assertConverges()).containsExactly("move 0 from b", "copy d from 0", "copy e from 0");
        bench.pass();
        for (String name : List.of("0", "d", "e")) {
            Files.move(bench.source(name), bench.source(name + " too"));
        }
        hardLink(bench.source(), "0 too", "f");
        assertConverges();
    }

    @Test
    void aFileThatIsMovedAfterItsOtherNamesWereBroughtBecomesOneWithThem() throws IOException {
        make(bench.source(), file("b", "long content"));
        bench.pass();
        bench.pass();
        Files.move(bench.source("b"), bench.source("d"));
        hardLink(bench.source(), "d", "e");
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            List<Task> tasks = new ArrayList<>();
            pass.copies().forEachRemaining(task -> tasks.add(0, task));
            assertThat(tasks).extracting(task -> task.action().verb()).containsExactly(Verb.COPY, Verb.MOVE);
            tasks.forEach(
                    task -> pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(sync::told));
            pass.finish().forEachRemaining(sync::told);
        }
        assertSame();
        assertThat(assertConverges()).isEmpty();
    }

    @Test
    void newMetadataAndANewNameAtOnceInAnyOrder() throws IOException {
        bench.pass();
        for (int turn = 0; turn < 2; turn++) {
            hardLink(bench.source(), "z", "0 new " + turn);
            dress(bench.source("z"), 0600 + turn, OTHER);
            List<String> told = new ArrayList<>();
            try (FolderSync sync = bench.open()) {
                Pass pass = sync.begin();
                List<Long> numbers = new ArrayList<>();
                pass.copies().forEachRemaining(task -> numbers.add(task.sequence()));
                if (turn == 1) {
                    Collections.reverse(numbers);
                }
                for (long number : numbers) {
                    pass.copy(number).flatMap(Carried::event).ifPresent(event -> {
                        sync.told(event);
                        told.add(event.action());
                    });
                }
                pass.finish().forEachRemaining(sync::told);
            }
            assertThat(told).containsOnly("adjust", "copy").hasSize(4 + turn);
            assertSame();
            assertThat(assertConverges()).isEmpty();
        }
    }

    @Test
    void aNameThatBecameACopyOfItsOwnBecomesOneInTheReplica() throws IOException {
        bench.pass();
        Files.delete(bench.source("z"));
        make(bench.source(), file("z", "one"));
        assertThat(assertConverges()).containsExactly("update z, 3 bytes");
    }

    @Test
    void filesThatBecameOneBecomeOneInTheReplica() throws IOException {
        make(bench.source(), file("b", "one"));
        bench.pass();
        Files.delete(bench.source("b"));
        hardLink(bench.source(), "z", "b");
        assertThat(assertConverges()).containsExactly("update b from a/x");
    }

    @Test
    void namesThatOnlyTheReplicaJoinsArePartedAgain() throws IOException {
        make(bench.source(), file("b", "one"), file("c", "one"));
        bench.pass();
        Files.delete(bench.replica("b"));
        Files.delete(bench.replica("c"));
        hardLink(bench.replica(), "z", "b", "c");
        assertThat(assertConverges()).containsExactly("update b, 3 bytes", "update c, 3 bytes");
        // Though the time be another one, too.
        Files.delete(bench.replica("c"));
        hardLink(bench.replica(), "b", "c");
        dress(bench.source("b"), -1, OTHER);
        assertThat(assertConverges()).containsExactly("update b, 3 bytes", "update c, 3 bytes");
    }

    @Test
    void twoFilesThatSwappedANameSwapItInTheReplica() throws IOException {
        make(bench.source(), file("1", "same"), file("3", "same"));
        hardLink(bench.source(), "1", "2");
        hardLink(bench.source(), "3", "4");
        bench.pass();
        Files.delete(bench.source("2"));
        Files.delete(bench.source("3"));
        hardLink(bench.source(), "1", "3");
        hardLink(bench.source(), "4", "2");
        assertThat(assertConverges()).containsExactlyInAnyOrder("update 2 from 4", "update 3 from 1");
    }

    @Test
    void aNameThatWasRenamedIsMoved() throws IOException {
        bench.pass();
        bench.pass();
        Files.move(bench.source("z"), bench.source("b"));
        assertThat(assertConverges()).containsExactly("move b from z");
        dress(bench.source("b"), 0600, null);
        Files.move(bench.source("b"), bench.source("c"));
        assertThat(assertConverges()).containsExactlyInAnyOrder("adjust a/x", "adjust a-b/x", "move c from b");
    }

    @Test
    void aNameThatWasRenamedAndJoinedAnotherFile() throws IOException {
        make(bench.source(), file("b", "long content"));
        bench.pass();
        Files.move(bench.source("b"), bench.source("c"));
        bench.pass();
        Files.delete(bench.source("z"));
        Files.move(bench.source("c"), bench.source("d"));
        hardLink(bench.source(), "d", "e", "z");
        assertConverges();
    }

    @Test
    void aMovedNameLeavesTheFileThatItMustNotShare() throws IOException {
        make(bench.source(), file("b", "one long text"), file("c", "one long text"));
        bench.pass();
        Files.delete(bench.replica("c"));
        hardLink(bench.replica(), "b", "c");
        Bench usual = Bench.in(temp);
        usual.pass();
        Files.move(bench.source("c"), bench.source("d"));
        assertThat(assertConverges()).containsExactly("move d from c, 13 bytes");
    }

    @Test
    void allNamesOfAFileInAFolderThatMoves() throws IOException {
        make(bench.source(), folder("f", file("1", "content of f"), folder("g")));
        hardLink(bench.source(), "f/1", "f/2", "f/g/3");
        bench.pass();
        bench.pass();
        Files.move(bench.source("f"), bench.source("0"));
        hardLink(bench.source(), "0/1", "4");
        dress(bench.source("0/1"), 0600, null);
        assertThat(assertConverges())
                .containsExactlyInAnyOrder("adjust 0/1", "adjust 0/2", "adjust 0/g/3", "copy 4 from 0/1");
    }

    @Test
    void allNamesOfAFileThatWereRenamed() throws IOException {
        bench.pass();
        bench.pass();
        for (String name : List.of("a/x", "a-b/x", "z")) {
            Files.move(bench.source(name), bench.source(name + " too"));
        }
        assertThat(assertConverges()).containsOnlyOnce("copy a/x too, 3 bytes");
    }

    @Test
    void aNameThatIsExcludedIsNoneOfThem() throws IOException {
        bench.pass();
        bench = bench.excluding("/z");
        dress(bench.source("a/x"), 0600, null);
        Bench.Done done = bench.pass();
        assertThat(done.deeds()).containsExactly("update a/x", "update a-b/x");
        assertThat(Entry.at(bench.replica("z")).access().mode()).isEqualTo(0644);
        assertThat(Entry.at(bench.replica("a/x")).links()).isEqualTo(2);
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @Test
    void linksThatAreFollowedAreNamesOfAFileThatHasSeveral() throws IOException {
        make(bench.source(), link("m", "a.txt"));
        bench = bench.followingLinks().keepingHardLinks();
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(hardLinks(bench.replica()))
                .containsEntry("l", "a-b/x")
                .containsEntry("z", "a-b/x")
                .containsEntry("m", "m")
                .containsEntry("a.txt", "a.txt");
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @Test
    void theTrashKeepsWhatALinkReplaces() throws IOException {
        bench.pass();
        Path trash = temp.resolve("trash");
        bench = bench.trashing(trash, Duration.ofDays(1))
                .with(bench.trashing(trash, Duration.ofDays(1)).job());
        Map<String, String> before = snapshot(bench.replica("a"));
        Files.writeString(bench.source("z"), "other content");
        assertConverges();
        try (var passes = Files.list(trash.resolve("test"))) {
            Path kept = passes.findFirst().orElseThrow();
            assertThat(snapshot(kept.resolve("a")).get("x")).isEqualTo(before.get("x"));
            assertThat(hardLinks(kept)).containsEntry("z", "a-b/x");
        }
    }

    @Test
    void timesAndSizesAloneAreEnough() throws IOException {
        Bench.in(temp).pass();
        bench = bench.with(Compare.TIME);
        assertThat(assertConverges()).containsExactly("update a-b/x from a/x", "update z from a/x");
    }

    @Test
    void whatHasBeenLinkedIsHashedOnceMoreAndThenKnown() throws IOException {
        bench.pass();
        assertThat(isKnown("a/x")).isFalse();
        bench.pass();
        for (String name : List.of("a/x", "a-b/x", "z")) {
            assertThat(isKnown(name)).as(name).isTrue();
        }
    }

    private boolean isKnown(String file) throws IOException {
        try (Stream<Path> files = Files.walk(bench.state());
                Index index = StoredIndex.open(files.filter(path -> path.endsWith("index.mv"))
                        .findFirst()
                        .orElseThrow())) {
            Known known = index.find(Path.of(file)).orElseThrow();
            return known.holdsForSource(Entry.at(bench.source(file)).stamp())
                    && known.holdsForReplica(Entry.at(bench.replica(file)).stamp());
        }
    }

    /** A disk whose file system has no hard links. */
    private static Disk withoutLinks(Path root) {
        Disk disk = Disk.at(root);
        return (Disk) Proxy.newProxyInstance(
                HardLinksTest.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("link") ? false : method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void whereThereAreNoHardLinksFilesAreCopiedAndThatIsToldOncePerPass() throws IOException {
        long[] copied = {17, 0, 0};
        String[] deed = {"copy", null, "adjust"};
        for (int pass = 0; pass < copied.length; pass++) {
            if (pass == 2) {
                dress(bench.source("z"), 0600, OTHER);
            }
            try (FolderSync sync = bench.open(HardLinksTest::withoutLinks)) {
                Bench.Done done = Bench.pass(sync);
                assertThat(done.summary().bytes()).isEqualTo(copied[pass]);
                assertThat(done.messages())
                        .filteredOn(message -> message.contains("could not"))
                        .containsExactly("Folder . could not be given all hard links:"
                                + " its file system has none, or no more for one file.");
                assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
            }
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        }
        assertThat(assertConverges()).containsExactly("update a-b/x from a/x", "update z from a/x");
    }

    @Test
    void namesThatSomebodyElseHeardOfAreJoinedWithThoseElsewhere() throws IOException {
        Job job = bench.job();
        bench = bench.with(new Job(
                        job.name(),
                        job.source(),
                        job.replica(),
                        Duration.ofHours(1),
                        job.log(),
                        job.logFormat(),
                        job.compare(),
                        job.maxDelete(),
                        false,
                        false,
                        new Pace(2, 0, true))
                .with(job.fidelity()));
        try (FolderSync sync = bench.open()) {
            Bench.pass(sync);
            await().during(Duration.ofMillis(300)).until(() -> !carryOut(sync));
            hardLink(bench.source(), "a/x", "a-b/new");
            await().until(() -> carryOut(sync));
            assertSame();
            // The kernel tells of one of the names only.
            Files.writeString(bench.source("z"), "other content");
            await().until(() -> carryOut(sync));
            assertSame();
            Files.delete(bench.source("z"));
            make(bench.source(), file("z", "other content"));
            await().until(() -> carryOut(sync));
            await().during(Duration.ofMillis(300)).until(() -> !carryOut(sync));
            assertSame();
        }
    }

    private static boolean carryOut(FolderSync sync) {
        Optional<Pass> begun = sync.beginWhenDue();
        begun.ifPresent(pass -> {
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.deletions()
                    .forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(event -> {}));
            pass.finish().forEachRemaining(event -> {});
        });
        return begun.isPresent();
    }

    @RepeatedTest(5)
    void namesMayComeInAnyOrderAndFromManyThreads(RepetitionInfo repetition) {
        for (int group = 0; group < 20; group++) {
            make(bench.source(), file("f" + group, "content " + group), folder("d" + group));
            hardLink(bench.source(), "f" + group, "g" + group, "d" + group + "/1", "d" + group + "/2");
        }
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            List<Long> numbers = new ArrayList<>();
            pass.copies().forEachRemaining(task -> numbers.add(task.sequence()));
            Collections.shuffle(numbers, new Random(repetition.getCurrentRepetition()));
            numbers.parallelStream()
                    .forEach(number -> pass.copy(number).flatMap(Carried::event).ifPresent(sync::told));
            pass.finish().forEachRemaining(event -> {});
        }
        assertSame();
        assertThat(assertConverges()).isEmpty();
    }

    @Test
    void aFolderThatTookTheNameOfALinkAndTheReverse() throws IOException {
        bench.pass();
        Files.delete(bench.source("z"));
        make(bench.source(), folder("z", file("1", "1")));
        hardLink(bench.source(), "a/x", "z/x");
        assertConverges();
        Trees.remove(bench.source("z"));
        hardLink(bench.source(), "a/x", "z");
        assertConverges();
    }

    @Test
    void checkTellsWhatDiffers() throws IOException {
        bench.pass();
        Files.delete(bench.replica("z"));
        make(bench.replica(), file("z", "one"));
        assertThat(bench.with(Compare.FULL).preview().plan().copies())
                .extracting(Action::path)
                .containsExactly(Path.of("z"));
        assertThat(Bench.in(temp).with(Compare.FULL).preview().plan().copies()).isEmpty();
    }
}
