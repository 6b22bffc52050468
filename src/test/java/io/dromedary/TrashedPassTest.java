package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --trash} what is overwritten or removed is kept. */
class TrashedPassTest {

    private static final Duration KEEP = Duration.ofDays(30);

    @TempDir
    Path temp;

    private Path trash;
    private Bench bench;

    @BeforeEach
    void aReplicaWithATrash() {
        trash = temp.resolve("new/trash");
        bench = Bench.in(temp).trashing(trash, KEEP);
        make(
                bench.source(),
                file("a", "old a"),
                folder("a-b", file("x", "old x"), link("l", "x"), folder("empty"))
                        .mode(0750),
                folder("deep", folder("er", file("updated", "old"), file("removed", "gone")))
                        .mode(0700),
                file("becomes a folder", "file"),
                folder("becomes a file", file("y", "in folder")),
                link("link", "a"),
                file("same", "same"),
                file("moved", "content of moved"));
        bench.pass();
    }

    private void change() throws IOException {
        for (String gone : List.of("a-b", "deep/er/removed", "becomes a folder", "becomes a file", "link")) {
            Trees.remove(bench.source(gone));
        }
        Files.move(bench.source("moved"), bench.source("moved too"));
        make(
                bench.source(),
                file("a", "new content of a"),
                folder("deep", folder("er", file("updated", "new content"))).mode(0700),
                folder("becomes a folder", file("z", "1")),
                file("becomes a file", "1"),
                link("link", "same"));
    }

    /** The folders of the passes. */
    private List<Path> passes() throws IOException {
        if (!Files.exists(trash.resolve("test"))) {
            return List.of();
        }
        try (Stream<Path> passes = Files.list(trash.resolve("test"))) {
            return passes.sorted().toList();
        }
    }

    private void assertAllOldIsKept(Map<String, String> before) throws IOException {
        assertThat(passes()).hasSize(1);
        Map<String, String> kept = new TreeMap<>(snapshot(passes().get(0)));
        assertThat(kept)
                .containsOnlyKeys(
                        ".",
                        "a",
                        "a-b",
                        "a-b/empty",
                        "a-b/l",
                        "a-b/x",
                        "becomes a file",
                        "becomes a file/y",
                        "becomes a folder",
                        "deep",
                        "deep/er",
                        "deep/er/removed",
                        "deep/er/updated",
                        "link");
        // Writing into a folder sets its time before anything of it is kept.
        List.of(".", "deep", "deep/er").forEach(kept::remove);
        kept.forEach((path, found) -> assertThat(found).as(path).isEqualTo(before.get(path)));
    }

    @Test
    void whatAPassOverwritesOrRemovesIsKeptUnderTheSamePathsWithItsMetadata() throws IOException {
        Map<String, String> before = snapshot(bench.replica());
        assertThat(trash).doesNotExist();
        change();
        Bench.Done done = bench.pass();

        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(done.deeds())
                .contains("update a", "remove a-b/x", "remove a-b", "move moved too", "remove deep/er/removed");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertAllOldIsKept(before);
        assertThat(Entry.at(passes().get(0).resolve("deep")).access().mode()).isEqualTo(0700);
        assertThat(Entry.at(trash.resolve("test")).access().mode()).isEqualTo(0700);
    }

    @Test
    void onOneFileSystemNothingIsCopied() throws IOException {
        long updated = Entry.at(bench.replica("a")).stamp().inode();
        long removed = Entry.at(bench.replica("a-b/x")).stamp().inode();
        change();
        bench.pass();
        Path kept = passes().get(0);
        assertThat(Entry.at(kept.resolve("a")).stamp().inode()).isEqualTo(updated);
        assertThat(Entry.at(kept.resolve("a-b/x")).stamp().inode()).isEqualTo(removed);
    }

    @Test
    void onAnotherFileSystemItIsCopiedWithItsMetadata() throws IOException {
        Map<String, String> before = snapshot(bench.replica());
        try (Tmpfs other = Tmpfs.at(trash)) {
            assertThat(other.folder()).exists();
            change();
            assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
            assertAllOldIsKept(before);
        }
    }

    @Test
    void whatCannotBeKeptIsNeitherOverwrittenNorRemoved() throws IOException {
        Map<String, String> before = snapshot(bench.replica());
        try (Tmpfs full = Tmpfs.at(trash)) {
            Files.createDirectories(full.folder().resolve("test"));
            full.fill(0);
            change();
            make(bench.source(), file("new", "new"));
            Bench.Done done = bench.pass();

            assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
            assertThat(done.deeds()).contains("problem a", "problem a-b/x", "copy new");
            assertThat(done.messages())
                    .anyMatch(message -> message.contains("could not be kept in the trash: no space"));
            Map<String, String> now = snapshot(bench.replica());
            for (String path : List.of("a", "a-b/x", "deep/er/updated", "deep/er/removed")) {
                assertThat(now.get(path)).as(path).isEqualTo(before.get(path));
            }
        }
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
    }

    @Test
    void aTrashThatIsALinkInsideIsNotFollowed() throws IOException {
        Path elsewhere = make(temp.resolve("elsewhere"));
        make(trash, link("test", elsewhere.toString()));
        change();
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(kinds(elsewhere)).containsOnlyKeys(".");
        assertThat(bench.replica("a")).hasContent("old a");
    }

    @Test
    void aMoveOrAChangeOfMetadataLeavesNothing() throws IOException {
        Files.move(bench.source("moved"), bench.source("moved too"));
        Trees.dress(bench.source("a"), 0600, null);
        assertThat(bench.pass().deedsButTimes()).contains("move moved too");
        assertThat(trash).doesNotExist();
    }

    @Test
    void aPreviewTouchesNothing() throws IOException {
        change();
        assertThat(bench.preview().plan().isEmpty()).isFalse();
        assertThat(trash).doesNotExist();
    }

    @Test
    void theFolderOfAPassIsNamedByItsLocalTime() throws IOException {
        Clock noon = Clock.fixed(Instant.parse("2099-11-20T09:14:33.123Z"), ZoneId.of("Europe/Prague"));
        change();
        bench.with(noon).pass();
        assertThat(passes()).containsExactly(trash.resolve("test/2099-11-20_101433.123"));
    }

    @Test
    void oldPassesAreRemovedAndNothingElse() throws IOException {
        Path job = trash.resolve("test");
        make(
                job,
                folder(
                                "2026-01-01_000000.000",
                                folder("read-only", file("x", "")).mode(0500))
                        .mode(0500),
                folder("2099-01-01_000000.000"),
                folder("2026-02-30_000000.000"),
                folder("2026-01-01"),
                folder("2026-01-01_000000.000 "),
                folder("mine", folder("2026-01-01_000000.000")),
                link("2026-01-02_000000.000", "mine"),
                file("2026-01-03_000000.000", ""));
        make(trash, folder("other", folder("2026-01-01_000000.000")));

        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);

        assertThat(kinds(job))
                .containsOnlyKeys(
                        ".",
                        "2099-01-01_000000.000",
                        "2026-02-30_000000.000",
                        "2026-01-01",
                        "2026-01-01_000000.000 ",
                        "mine",
                        "mine/2026-01-01_000000.000",
                        "2026-01-02_000000.000",
                        "2026-01-03_000000.000");
        assertThat(trash.resolve("other/2026-01-01_000000.000")).isDirectory();
    }

    @Test
    void whatIsYoungerThanTrashKeepStays() throws IOException {
        Instant now = Instant.parse("2099-12-30T12:00:00Z");
        Path job = trash.resolve("test");
        make(job, folder("2099-11-30_115959.999"), folder("2099-11-30_120000.000"));
        bench.with(Clock.fixed(now, ZoneId.of("UTC"))).pass();
        assertThat(kinds(job)).containsOnlyKeys(".", "2099-11-30_120000.000");
    }

    @Test
    void theTrashIsLookedThroughAtMostEveryHour() {
        List<Instant> now = new java.util.ArrayList<>(List.of(Instant.parse("2099-12-30T12:00:00Z")));
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneId.of("UTC");
            }

            @Override
            public Clock withZone(ZoneId zone) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Instant instant() {
                return now.get(0);
            }
        };
        Path old = trash.resolve("test/2026-01-01_000000.000");
        try (FolderSync sync = bench.with(clock).open()) {
            make(old);
            Bench.pass(sync);
            assertThat(old).doesNotExist();
            make(old);
            now.set(0, now.get(0).plus(Duration.ofMinutes(59)));
            Bench.pass(sync);
            assertThat(old).exists();
            now.set(0, now.get(0).plus(Duration.ofMinutes(1)));
            Bench.pass(sync);
            assertThat(old).doesNotExist();
        }
    }

    @Test
    void anOldPassThatCannotBeRemovedIsOneWarningAndNoProblem() throws IOException {
        Path old = trash.resolve("test/2026-01-01_000000.000");
        make(old, folder("d"));
        try (Tmpfs busy = Tmpfs.at(old.resolve("d"))) {
            assertThat(busy.folder()).isDirectory();
            Bench.Done done = bench.pass();
            assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(done.messages()).hasSize(1).first().asString().contains("could not be emptied of what is old");
        }
        assertThat(Files.exists(old, LinkOption.NOFOLLOW_LINKS)).isTrue();
    }
}
