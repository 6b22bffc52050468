package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.apply.Disk;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Files that are in motion when they are copied. The motion happens when their content is written. */
class BusyTest {

    @TempDir
    Path temp;

    private Bench bench;
    private int copies;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    /** What happens to a file while it is copied. */
    enum Motion {
        GROWS,
        SHRINKS,
        CHANGES_WITHIN,
        IS_REPLACED;

        void happen(Path file) throws IOException {
            switch (this) {
                case GROWS -> Files.writeString(file, "more", StandardOpenOption.APPEND);
                case SHRINKS -> Files.writeString(file, "c");
                case CHANGES_WITHIN -> Files.writeString(file, "CONTENT", StandardOpenOption.WRITE);
                case IS_REPLACED ->
                    Files.move(
                            Files.writeString(file.resolveSibling("other"), "another"),
                            file,
                            StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static List<String> deeds(Bench.Done done) {
        return done.deeds().stream().filter(deed -> !deed.endsWith(" .")).toList();
    }

    /** A pass in which a file of the source moves while each of its first copies is made. */
    private Bench.Done passWhile(Motion motion, String file, int times) {
        List<Event> events = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> moving(root, motion, file, times))) {
            return new Bench.Done(sync.run(events::add), events);
        }
    }

    private Disk moving(Path root, Motion motion, String file, int times) {
        return new FaultyDisk(Disk.at(root), (step, path) -> {
            if (step == FaultyDisk.Step.WRITE && copies++ < times) {
                motion.happen(bench.source(file));
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatComesToRestIsCopiedInTheSamePass(Motion motion) {
        make(bench.source(), file("f", "content"));
        Bench.Done done = passWhile(motion, "f", 1);
        assertThat(deeds(done)).containsExactly("copy f");
        assertThat(done.summary().busy()).isZero();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @ParameterizedTest
    @EnumSource
    void aFileThatDoesNotIsLeftForTheNextPassWithItsOldCopy(Motion motion) {
        make(bench.source(), file("f", "content"));
        make(bench.replica(), file("f", "old"));
        Bench.Done done = passWhile(motion, "f", 2);
        assertThat(deeds(done)).containsExactly("busy f");
        assertThat(done.messages())
                .containsExactly("File f changed while it was copied and is left for the next pass.");
        assertThat(done.summary().busy()).isOne();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(bench.replica("f")).hasContent("old");
        bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void aFileThatVanishesMeanwhileHasVanished() {
        make(bench.source(), file("f", "content"));
        List<Event> events = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> new FaultyDisk(Disk.at(root), (step, path) -> {
            if (step == FaultyDisk.Step.WRITE) {
                Files.delete(bench.source("f"));
            }
        }))) {
            sync.run(events::add);
        }
        assertThat(events).extracting(Event::outcome).contains("vanished");
        assertThat(bench.replica()).isEmptyDirectory();
    }

    @Test
    void itIsTriedAgainWhenAllElseIsCopied() {
        make(bench.source(), file("f", "content"), file("g", "content"));
        assertThat(deeds(passWhile(Motion.GROWS, "f", 1))).containsExactly("copy g", "copy f");
    }

    private void renameAndAppend() throws IOException {
        make(bench.source(), file("old", "content"), file("keep", ""));
        bench.pass();
        Files.move(bench.source("old"), bench.source("new"));
        Files.writeString(bench.source("new"), "more", StandardOpenOption.APPEND);
    }

    @Test
    void aRenamedFileInMotionLosesItsOldCopyWhenTheNewOneIsThere() throws IOException {
        renameAndAppend();
        Bench.Done done = passWhile(Motion.GROWS, "new", 1);
        assertThat(deeds(done)).containsExactly("copy new", "remove old");
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
    }

    @Test
    void aRenamedFileInMotionKeepsItsOldCopyWhenItIsLeft() throws IOException {
        renameAndAppend();
        assertThat(deeds(passWhile(Motion.GROWS, "new", 2))).containsExactly("busy new", "problem old");
        assertThat(bench.replica("old")).hasContent("content");
    }

    @Test
    void aDriverThatNeverAsksAgainLeavesItForTheNextPass() throws IOException {
        renameAndAppend();
        List<Event> events = new ArrayList<>();
        List<Summary> summaries = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> moving(root, Motion.GROWS, "new", 1))) {
            sync.addListener(summaries::add);
            Pass pass = sync.begin();
            List<Task> all = taken(pass.copies());
            all.forEach(
                    task -> pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(events::add));
            taken(pass.deletions()).forEach(task -> pass.delete(task.sequence()).forEachRemaining(events::add));
            pass.finish().forEachRemaining(events::add);
        }
        assertThat(deeds(new Bench.Done(summaries.get(0), events))).containsExactly("problem old", "busy new");
        assertThat(bench.replica("old")).hasContent("content");
    }

    private static List<Task> taken(Iterator<Task> tasks) {
        List<Task> all = new ArrayList<>();
        tasks.forEachRemaining(all::add);
        return all;
    }

    @Test
    void aStopIsNotKeptWaiting() {
        make(bench.source(), file("f", "content"));
        FolderSync[] sync = new FolderSync[1];
        sync[0] = bench.open(root -> new FaultyDisk(Disk.at(root), (step, path) -> {
            if (step == FaultyDisk.Step.WRITE) {
                Motion.GROWS.happen(bench.source("f"));
                sync[0].stop();
            }
        }));
        try (FolderSync open = sync[0]) {
            assertThat(open.run(event -> {}).result()).isEqualTo(PassResult.STOPPED);
        }
        try (Stream<Path> left = Files.list(bench.replica())) {
            assertThat(left).isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
