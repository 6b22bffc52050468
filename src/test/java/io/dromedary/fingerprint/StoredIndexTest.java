package io.dromedary.fingerprint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.Tmpfs;
import io.dromedary.Trees;
import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.WriteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredIndexTest {

    private static final Known KNOWN = new Known(
            new Stamp(1, -2, 3, 4, 5), new Stamp(6, 7, 8, 9, Long.MAX_VALUE), new Fingerprint(-10, 11), Long.MIN_VALUE);

    @TempDir
    Path temp;

    private Path file() {
        return temp.resolve("index.mv");
    }

    private void store(String path, Known known) throws IOException {
        try (Index index = StoredIndex.open(file())) {
            index.record(Path.of(path), known);
        }
    }

    @Test
    void whatIsRecordedIsFoundAgainAfterAStart() throws IOException {
        store("a/x", KNOWN);
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.isEmpty()).isFalse();
            assertThat(index.find(Path.of("a/x"))).contains(KNOWN);
            assertThat(index.find(Path.of("a"))).isEmpty();
            assertThat(index.find(Path.of("a-b"))).isEmpty();
            index.forget(Path.of("a/x"));
            assertThat(index.find(Path.of("a/x"))).isEmpty();
        }
    }

    @Test
    void namesThatAreNoTextAreToldApart() throws IOException {
        Path byteFf = Trees.child(Path.of(""), "%FF");
        Path byteFe = Trees.child(Path.of(""), "%FE");
        Path spelled = Path.of("\\xFF");
        try (Index index = StoredIndex.open(file())) {
            index.record(byteFf, KNOWN);
            assertThat(index.find(byteFf)).contains(KNOWN);
            assertThat(index.find(byteFe)).isEmpty();
            assertThat(index.find(spelled)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"garbage", "H:2,block:1,blockSize:1000,chunk:1"})
    void aDamagedFileIsSetAsideAndBegunAnew(String damage) throws IOException {
        Files.writeString(file(), damage.repeat(2000));
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.isEmpty()).isTrue();
            index.record(Path.of("a"), KNOWN);
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
        }
        assertThat(temp.resolve("index.mv.damaged")).hasContent(damage.repeat(2000));
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
        }
    }

    @Test
    void theFilesOfAFolderFollowOneAnother() throws IOException {
        List<String> names = List.of("Z", "a", "a-b", "a.txt", "b", "\u00e9");
        try (Index index = StoredIndex.open(file())) {
            for (String name : names) {
                index.record(Path.of("d", name), KNOWN);
                index.record(Path.of("d-e", name), KNOWN);
                index.record(Path.of("d", "a", name), KNOWN);
            }
            Index.Names inFolder = index.names(Path.of("d"), bytes("Z"));
            for (String name : names) {
                assertThat(inFolder.find(bytes(name + "\u0001")))
                        .as("after " + name)
                        .isEmpty();
            }
            Index.Names again = index.names(Path.of("d"), bytes("a"));
            assertThat(names.stream().skip(1).map(name -> again.find(bytes(name))))
                    .allMatch(found -> found.equals(Optional.of(KNOWN)));
            assertThat(again.find(bytes("\u00e9a"))).isEmpty();
        }
    }

    @Test
    void aFolderThatMovedTakesWhatIsKnownOfItAlong() throws IOException {
        Stamp stamp = new Stamp(0, 0, 0, 8, 9, 10);
        try (Index index = StoredIndex.open(file())) {
            index.record(Path.of("a/x"), KNOWN);
            index.record(Path.of("a/b/y"), KNOWN);
            index.record(Path.of("a-b/z"), KNOWN);
            index.recordFolder(Path.of("a/b"), stamp);
            index.moveFolder(Path.of("a"), Path.of("c/d"));
            assertThat(index.find(Path.of("c/d/x"))).contains(KNOWN);
            assertThat(index.find(Path.of("c/d/b/y"))).contains(KNOWN);
            assertThat(index.find(Path.of("a-b/z"))).contains(KNOWN);
            assertThat(index.find(Path.of("a/x"))).isEmpty();
            assertThat(index.folders(Path.of("c"))).isEqualTo(Map.of(Path.of("c/d/b"), new Index.FolderKey(8, 9, 10)));
            assertThat(index.folders(Path.of("a"))).isEmpty();
        }
    }

    @Test
    void aFolderThatIsForgottenTakesItsFilesAlong() throws IOException {
        try (Index index = StoredIndex.open(file())) {
            index.record(Path.of("a/x"), KNOWN);
            index.forget(Path.of("a"));
            index.record(Path.of("a/y"), KNOWN);
            assertThat(index.find(Path.of("a/x"))).isEmpty();
            assertThat(index.find(Path.of("a/y"))).contains(KNOWN);
        }
    }

    @Test
    void numbersOfFoldersAreNotGivenTwice() throws IOException {
        store("a/x", KNOWN);
        store("b/y", KNOWN);
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.find(Path.of("a/y"))).isEmpty();
            assertThat(index.find(Path.of("b/x"))).isEmpty();
        }
    }

    @Test
    void aFolderAndAFileInItMayBeRecordedAtTheSameTime() throws Exception {
        int rounds = 3000;
        CyclicBarrier together = new CyclicBarrier(2);
        try (Index index = StoredIndex.open(file())) {
            CompletableFuture<Void> folders = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < rounds; i++) {
                    meet(together);
                    index.recordFolder(Path.of("d" + i), new Stamp(0, 0, 0, 8, i + 1));
                }
            });
            for (int i = 0; i < rounds; i++) {
                meet(together);
                index.record(Path.of("d" + i, "x"), KNOWN);
            }
            folders.get(30, TimeUnit.SECONDS);
            for (int i = 0; i < rounds; i++) {
                Path folder = Path.of("d" + i);
                assertThat(index.find(folder.resolve("x"))).as(folder + "/x").isPresent();
                assertThat(index.folders(folder)).containsEntry(folder, new Index.FolderKey(8, i + 1, 0));
            }
        }
    }

    private static void meet(CyclicBarrier barrier) {
        try {
            barrier.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anIndexOfANewerVersionIsSetAside() throws IOException {
        try (MVStore newer = new MVStore.Builder().fileName(file().toString()).open()) {
            newer.setStoreVersion(1000);
        }
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.isEmpty()).isTrue();
            index.record(Path.of("a"), KNOWN);
        }
        assertThat(temp.resolve("index.mv.damaged")).exists();
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
        }
    }

    @Test
    void whenAFolderCameIntoBeingIsKeptAndNotAskedOfAnOldIndex() {
        Optional<Index.FolderKey> key = Optional.of(new Index.FolderKey(8, 9, -10));
        WriteBuffer out = new WriteBuffer();
        new FolderType().write(out, new StoredFolder(7, key));
        out.putLong(7).putLong(8).putLong(9);
        ByteBuffer in = out.getBuffer().flip();
        assertThat(new FolderType().read(in)).isEqualTo(new StoredFolder(7, key));
        assertThat(new FolderType().read(in))
                .as("format 2")
                .isEqualTo(new StoredFolder(7, key.map(Index.FolderKey::ageless)));
    }

    private static byte[] bytes(String name) {
        return PathBytes.of(Path.of(name));
    }

    @Test
    void anEmptyFileIsAnEmptyIndex() throws IOException {
        Files.createFile(file());
        try (Index index = StoredIndex.open(file())) {
            assertThat(index.isEmpty()).isTrue();
        }
    }

    @Test
    void aPeekFindsWhatWasStoredAndChangesNothing() throws IOException {
        store("a", KNOWN);
        byte[] before = Files.readAllBytes(file());
        try (Index index = StoredIndex.peek(file())) {
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
            index.record(Path.of("b"), KNOWN);
            index.forget(Path.of("a"));
            assertThat(index.find(Path.of("b"))).isEmpty();
        }
        assertThat(file()).hasBinaryContent(before);
    }

    @Test
    void aPeekBesideTheOneThatWritesSeesWhatWasWrittenAndDisturbsNothing() throws IOException {
        try (Index index = StoredIndex.open(file())) {
            index.record(Path.of("a"), KNOWN);
            // Which it does by itself.
            await().untilAsserted(() -> {
                try (Index peek = StoredIndex.peek(file())) {
                    assertThat(peek.find(Path.of("a"))).contains(KNOWN);
                }
            });
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
        }
        assertThat(temp.resolve("index.mv.damaged")).doesNotExist();
    }

    @Test
    void aDiskThatIsFullEndsTheIndexAndNoThreadOfTheStore() throws IOException {
        Queue<Throwable> uncaught = new ConcurrentLinkedQueue<>();
        Thread.UncaughtExceptionHandler handler = Thread.getDefaultUncaughtExceptionHandler();
        try (Tmpfs disk = Tmpfs.at(temp.resolve("disk"));
                Index index = StoredIndex.open(disk.folder().resolve("index.mv"))) {
            Thread.setDefaultUncaughtExceptionHandler((thread, e) -> uncaught.add(e));
            disk.fill(4);
            for (int i = 0; i < 2_000; i++) {
                index.record(Path.of("f" + i), KNOWN);
            }
            await().untilAsserted(() -> {
                index.record(Path.of("a"), KNOWN);
                assertThat(index.keeps()).isFalse();
            });
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(handler);
        }
        assertThat(uncaught).filteredOn(MVStoreException.class::isInstance).isEmpty();
    }

    @Test
    void aPeekKeepsNobodyFromOpeningTheIndex() throws IOException {
        try (Index index = StoredIndex.open(file())) {
            index.record(Path.of("a"), KNOWN);
        }
        try (Index peek = StoredIndex.peek(file());
                Index index = StoredIndex.open(file())) {
            assertThat(index.find(Path.of("a"))).contains(KNOWN);
            assertThat(peek.find(Path.of("a"))).contains(KNOWN);
        }
        assertThat(temp.resolve("index.mv.damaged")).doesNotExist();
    }

    @Test
    void aPeekAtNothingMakesNothing() {
        try (Index peek = StoredIndex.peek(file())) {
            assertThat(peek.isEmpty()).isTrue();
        }
        assertThat(file()).doesNotExist();
    }

    @Test
    void aPeekAtADamagedFileLeavesItThere() throws IOException {
        Files.writeString(file(), "garbage");
        try (Index peek = StoredIndex.peek(file())) {
            assertThat(peek.isEmpty()).isTrue();
        }
        assertThat(file()).hasContent("garbage");
    }
}
