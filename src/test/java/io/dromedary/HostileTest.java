package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.PassResult;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Stamp;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that somebody made to lead the program elsewhere, or to wear it out. */
class HostileTest {

    private static final long SWAPPING = TimeUnit.SECONDS.toNanos(LongForm.IS_RUN ? 60 : 2);

    private static final int FEWEST_ROUNDS = 10;

    @TempDir
    Path temp;

    private Bench bench;
    private Path outside;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
        outside = make(
                temp.resolve("outside"),
                file("changed", "not ours"),
                file("comes and goes", "not ours").mode(0600),
                folder("deep", file("changed", "not ours")).mode(0700));
    }

    private void assertMirrored() {
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    /** Puts a link in the place of a folder and back, as fast as that goes, until it is closed. */
    private static final class Swapper implements AutoCloseable {

        private static final byte[] FOLDER = {'d'};
        private static final byte[] OTHER = "swapped".getBytes(StandardCharsets.US_ASCII);

        private final Path root;
        private final Path outside;
        private final AtomicBoolean ended = new AtomicBoolean();
        private final CompletableFuture<Long> swaps;

        Swapper(Path root, Path outside) {
            this.root = root;
            this.outside = outside;
            this.swaps = CompletableFuture.supplyAsync(this::swap);
        }

        private long swap() {
            long count = 0;
            try (Posix.Folder folder = Posix.find().orElseThrow().openFolder(root, false)) {
                while (!ended.get()) {
                    try {
                        prepare();
                        for (int i = 0; i < 100 && folder.exchange(FOLDER, OTHER); i++) {
                            count++;
                        }
                    } catch (IOException e) {
                        // The pass has just replaced one of them.
                        continue;
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return count;
        }

        /** The pass may have put something else in the place of either. */
        private void prepare() throws IOException {
            Path one = root.resolve("d");
            Path other = root.resolve("swapped");
            if (!Files.isSymbolicLink(one) && !Files.isSymbolicLink(other)) {
                removeHere(other);
                Files.createSymbolicLink(other, outside);
            } else if (Files.isSymbolicLink(one) && Files.isSymbolicLink(other)) {
                Files.delete(one);
                Files.createDirectory(one);
            }
        }

        /** Without following what may be a link by then, as the program has to. */
        private static void removeHere(Path path) {
            Trees.run("rm", "-rf", path.toString());
        }

        /** Leaves a folder, and nothing else. */
        @Override
        public void close() throws IOException {
            ended.set(true);
            assertThat(swaps.join()).isPositive();
            if (Files.isSymbolicLink(root.resolve("d"))) {
                Files.delete(root.resolve("d"));
                if (Files.isDirectory(root.resolve("swapped"), LinkOption.NOFOLLOW_LINKS)) {
                    Files.move(root.resolve("swapped"), root.resolve("d"));
                }
            }
            removeHere(root.resolve("swapped"));
        }
    }

    /** One of many rounds. */
    @FunctionalInterface
    private interface Round {
        void run(int number) throws IOException;
    }

    private void whileSwapping(Path root, Round round) throws IOException {
        int rounds = 0;
        Swapper swapper = new Swapper(root, outside);
        try {
            for (long end = System.nanoTime() + SWAPPING; rounds < FEWEST_ROUNDS || System.nanoTime() < end; ) {
                round.run(++rounds);
            }
        } finally {
            swapper.close();
        }
    }

    private static void change(Path tree, int round) throws IOException {
        Files.writeString(tree.resolve("changed"), "round " + round);
        Files.writeString(tree.resolve("deep/changed"), "round " + round);
        Trees.dress(tree.resolve("deep"), round % 2 == 0 ? 0750 : 0755, null);
        if (round % 2 == 0) {
            Files.writeString(tree.resolve("comes and goes"), "");
            make(tree.resolve("deep/er"), file("x", ""), folder("y", file("z", "")));
        } else {
            Files.delete(tree.resolve("comes and goes"));
            Trees.remove(tree.resolve("deep/er"));
        }
    }

    @Test
    void aLinkThatIsSwappedInForAReplicaFolderAgainAndAgainLeadsNothingOutside() throws IOException {
        assumeTrue(Posix.find().isPresent(), "without native calls there is an instant in which a link is followed");
        bench = bench.excluding("/swapped");
        make(bench.source("d/deep"));
        change(bench.source("d"), 0);
        bench.pass();
        SortedMap<String, Stamp> before = stamps(outside);
        try (FolderSync sync = bench.open()) {
            whileSwapping(bench.replica(), round -> {
                change(bench.source("d"), round);
                Bench.pass(sync);
            });
            assertThat(stamps(outside)).isEqualTo(before);
            Bench.pass(sync);
            assertMirrored();
        }
    }

    @Test
    void aLinkThatIsSwappedInForASourceFolderAgainAndAgainChangesNothingOutside() throws IOException {
        assumeTrue(Posix.find().isPresent(), "swapping takes native calls");
        bench = bench.excluding("/swapped");
        make(bench.source("d/deep"));
        change(bench.source("d"), 0);
        SortedMap<String, Stamp> before = stamps(outside);
        try (FolderSync sync = bench.open()) {
            whileSwapping(bench.source(), round -> {
                Bench.pass(sync);
                if (round % 3 == 0) {
                    Trees.remove(bench.replica("d"));
                }
            });
            assertThat(stamps(outside)).isEqualTo(before);
            Bench.pass(sync);
            assertMirrored();
        }
    }

    @Test
    void aLinkToAFolderOfTheSystemIsCopiedAsALink() throws IOException {
        make(bench.source(), link("l", "/etc"), folder("d", link("m", "../../../../../../../../etc/passwd")));
        make(bench.replica(), folder("l", file("x", "")), folder("d", file("m", "")));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertMirrored();
        Files.delete(bench.source("l"));
        make(bench.source(), folder("l", file("hosts", "ours")));
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertMirrored();
    }

    @Test
    void aFileOfTheReplicaThatHasAnotherNameElsewhereIsReplacedAndTheOtherKept() throws IOException {
        make(bench.source(), file("changed", "new content"), folder("d", file("changed", "x")));
        make(bench.replica(), folder("d"));
        Files.createLink(bench.replica("changed"), outside.resolve("changed"));
        Files.createLink(bench.replica("d/changed"), outside.resolve("deep/changed"));
        Files.createLink(bench.replica("extraneous"), outside.resolve("comes and goes"));
        var before = snapshot(outside);
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertMirrored();
        assertThat(snapshot(outside)).isEqualTo(before);
    }

    @Test
    void aFolderMayHoldAnyNumberOfEntries() throws IOException {
        int entries = LongForm.IS_RUN ? 1_000_000 : 20_000;
        Path crowded = Files.createDirectories(bench.source("crowded"));
        for (int i = 0; i < entries; i++) {
            Files.createFile(crowded.resolve("entry " + i));
        }
        try (FolderSync sync = bench.open()) {
            assertThat(sync.run(event -> {}).copied()).isEqualTo(entries);
            assertThat(bench.replica("crowded").toFile().list()).hasSize(entries);
            assertThat(sync.run(event -> {}).message()).contains("nothing to do");
            Files.move(crowded, bench.source("moved"));
            assertThat(sync.run(event -> {}).message()).contains("1 moved").doesNotContain("copied", "removed");
            Trees.removeDeep(bench.source("moved"));
            assertThat(sync.run(event -> {}).removed()).isEqualTo(entries + 1L);
        }
        assertThat(kinds(bench.replica())).containsOnlyKeys(".");
    }

    @Test
    void aFileThatIsOneHoleOf64GiBTakesNoSpace() throws IOException {
        assumeTrue(LongForm.IS_RUN, "reading so much is for the long form");
        assumeTrue(Posix.find().isPresent(), "holes are not to be seen on this platform");
        long size = 64L << 30;
        make(bench.source());
        try (RandomAccessFile file = new RandomAccessFile(bench.source("hole").toFile(), "rw")) {
            file.setLength(size);
        } catch (IOException e) {
            abort("the file system of the test has no files of that size: " + e.getMessage());
        }
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(Entry.at(bench.replica("hole")).stamp().size()).isEqualTo(size);
        assertThat(Posix.find()
                        .orElseThrow()
                        .status(bench.replica("hole"), false)
                        .blocks())
                .isLessThan(1024);
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @Test
    void oneSourceIsMirroredIntoTwoReplicasAtOnce() {
        make(bench.source(), Trees.sortedBadly());
        Job other = Job.of("other", bench.source(), temp.resolve("other"))
                .with(bench.job().maxDelete());
        List<Bench> both = List.of(bench, bench.with(other));
        for (int round = 0; round < 5; round++) {
            make(bench.source(), file("round", "x".repeat(round)), folder("d" + round, file("f", "")));
            both.stream()
                    .map(one -> CompletableFuture.supplyAsync(one::pass))
                    .toList()
                    .forEach(done -> assertThat(done.join().summary().result()).isEqualTo(PassResult.SYNCED));
            assertMirrored();
            assertThat(snapshot(other.replica())).isEqualTo(snapshot(bench.source()));
        }
    }
}
