package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.Level;
import io.dromedary.audit.PassResult;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.StoredIndex;
import io.dromedary.plan.Compare;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content that changes though the whole stamp of its file does not, as on a disk that fails slowly. */
class RotTest {

    private static final String FILE = "docs/photo";
    private static final String TOLD =
            "File docs/photo could not be trusted: its content changed, and its times did not"
                    + " (rot); the replica is kept: restore the file from there, or take it as good with --accept docs/photo.";

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void twoSidesInSync() {
        bench = Bench.in(temp);
        make(bench.source(), folder("docs", file("photo", "good content"), file("other", "1")));
        bench.pass();
        assertThat(bench.pass().deeds()).isEmpty();
    }

    /** Writes as if nobody had: a change time cannot be set, so the index is told of the one that comes of writing. */
    private void rot(Path side) throws IOException {
        Path file = side.resolve(FILE);
        FileTime time = Files.getLastModifiedTime(file);
        Files.writeString(file, "flipped bits");
        Files.setLastModifiedTime(file, time);
        try (Index index = StoredIndex.open(indexFile())) {
            Known known = index.find(Path.of(FILE)).orElseThrow();
            index.record(
                    Path.of(FILE),
                    new Known(
                            Entry.at(bench.source(FILE)).stamp(),
                            Entry.at(bench.replica(FILE)).stamp(),
                            known.content(),
                            Bench.LATER.instant()));
        }
    }

    private Path indexFile() throws IOException {
        try (Stream<Path> files = Files.walk(bench.state())) {
            return files.filter(path -> path.endsWith("index.mv")).findFirst().orElseThrow();
        }
    }

    private static void assertRotIsTold(Bench.Done done) {
        assertThat(done.messages()).contains(TOLD);
        assertThat(done.events().get(0).level()).isEqualTo(Level.ERROR);
        assertThat(done.events().get(0).action()).isEqualTo("rot");
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
    }

    @Test
    void rotInTheReplicaIsRepairedWithAWarning() throws IOException {
        rot(bench.replica());
        Bench.Done done = bench.with(Compare.FULL).pass();
        assertThat(done.events().get(0).message()).isEqualTo("File docs/photo has been updated.");
        assertThat(done.events().get(0).level()).isEqualTo(Level.WARN);
        assertThat(done.events().get(0).reason()).isEqualTo("rot in the replica");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(bench.with(Compare.FULL).pass().deeds()).isEmpty();
    }

    @Test
    void rotInTheSourceIsNotCopiedOverTheGoodReplica() throws IOException {
        rot(bench.source());
        assertRotIsTold(bench.with(Compare.FULL).pass());
        assertThat(bench.replica(FILE)).hasContent("good content");
    }

    @Test
    void rotInTheSourceIsToldOnceByEachStartUntilSomebodyMendsIt() throws IOException {
        rot(bench.source());
        bench.with(Compare.FULL).pass();
        try (FolderSync sync = bench.open()) {
            assertRotIsTold(Bench.pass(sync));
            assertThat(sync.rotten()).isEqualTo(1);
            assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.SYNCED);
            Files.copy(bench.replica(FILE), bench.source("restored"));
            Files.move(bench.source("restored"), bench.source(FILE), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            assertThat(Bench.pass(sync).summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(sync.rotten()).isZero();
        }
        assertThat(bench.pass().deeds()).isEmpty();
        assertThat(bench.source(FILE)).hasContent("good content");
    }

    @Test
    void aReplicaThatIsChangedLaterDoesNotGetTheRottenContentEither() throws IOException {
        rot(bench.source());
        bench.with(Compare.FULL).pass();
        Files.writeString(bench.replica(FILE), "by somebody");
        make(bench.replica(), folder("docs", file("photo", "changed here")));
        Bench.Done done = bench.pass();
        assertThat(done.messages()).contains(TOLD);
        assertThat(bench.replica(FILE)).hasContent("changed here");
    }

    @Test
    void aFileThatSomebodyTouchesIsCopied() throws IOException {
        rot(bench.source());
        bench.with(Compare.FULL).pass();
        Files.setLastModifiedTime(bench.source(FILE), FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
        assertThat(bench.pass().deedsButTimes()).contains("update docs/photo");
        assertThat(bench.replica(FILE)).hasContent("flipped bits");
    }

    @Test
    void aFileThatIsAcceptedIsCopied() throws IOException {
        rot(bench.source());
        bench.with(Compare.FULL).pass();
        try (FolderSync sync = bench.open()) {
            sync.accept(bench.source(FILE));
            assertThat(Bench.pass(sync).deedsButTimes()).containsExactly("update docs/photo");
            assertThat(sync.rotten()).isZero();
        }
        assertThat(bench.with(Compare.FULL).pass().deeds()).isEmpty();
    }

    @Test
    void aCheckFindsRotOnEitherSide() throws IOException {
        rot(bench.source());
        assertThat(bench.with(Compare.FULL).preview().plan().problems()).hasSize(1);
        make(bench.source(), folder("docs", file("photo", "good content")));
        bench.pass();
        bench.pass();
        rot(bench.replica());
        assertThat(bench.with(Compare.FULL).preview().plan().copies()).hasSize(1);
    }

    @Test
    void withoutScrubbingNothingIsReadAndWithItEverythingInItsTime() throws IOException {
        rot(bench.replica());
        assertThat(bench.pass().deeds()).isEmpty();
        AtomicReference<Instant> now = new AtomicReference<>(Bench.LATER.instant());
        InstantSource clock = now::get;
        Job job = bench.job().with(new Pace(1, 0, false, Duration.ofDays(7), false));
        try (FolderSync sync =
                bench.with(job).with(clock.withZone(ZoneOffset.UTC)).open()) {
            int repaired = 0;
            for (int hour = 0; hour <= 7 * 24; hour++) {
                repaired += Bench.pass(sync).deedsButTimes().size();
                now.updateAndGet(time -> time.plus(Duration.ofHours(1)));
            }
            assertThat(repaired).isEqualTo(1);
        }
        assertThat(bench.replica(FILE)).hasContent("good content");
    }
}
