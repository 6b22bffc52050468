package io.dromedary.apply;

import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.plan.Action;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Metadata;
import io.dromedary.plan.Scrub;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in motion: the copier asks whether to stop after each block, which is when these tests change things. */
class ReplicaTest {

    private static final Action COPY = Action.bring(Kind.FILE, Path.of("f"), Counts.NONE);

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void aFileOfMoreThanABlock() throws IOException {
        file = Files.write(make(temp.resolve("source")).resolve("f"), new byte[300_000]);
        Files.writeString(make(temp.resolve("replica")).resolve("f"), "old");
    }

    /** What happens between two blocks, the number of which is counted from 1. */
    @FunctionalInterface
    interface Meanwhile {
        void happens(int block) throws IOException;
    }

    private Replica replica(Meanwhile meanwhile) {
        int[] blocks = new int[1];
        StopSignal signal = () -> {
            try {
                meanwhile.happens(++blocks[0]);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return false;
        };
        return replica(signal);
    }

    private Replica replica(StopSignal signal) {
        Tree source = Tree.plain(temp.resolve("source"));
        Tree replica = Tree.plain(temp.resolve("replica"));
        return new Replica(
                new Comparison(
                        source,
                        replica,
                        Compare.MD5,
                        Scrub.NOTHING,
                        Metadata.of(io.dromedary.plan.Fidelity.USUAL, false, ""),
                        Index.NONE,
                        Clock.systemUTC(),
                        Throttle.NONE,
                        ForkJoinPool.commonPool(),
                        signal),
                Disk.at(replica.root()),
                1,
                List.of(COPY));
    }

    private void assertOldAndAlone() {
        assertThat(temp.resolve("replica/f")).hasContent("old");
        assertThat(kinds(temp.resolve("replica"))).containsOnlyKeys(".", "f");
    }

    @Test
    void aFileThatKeepsChangingDoesNotReachTheReplica() throws IOException {
        Replica replica = replica((int block) -> Files.writeString(file, "more", StandardOpenOption.APPEND));
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.BUSY);
        assertOldAndAlone();
    }

    @Test
    void aFileThatChangedOnceIsCopiedInItsNewState() throws IOException {
        Replica replica = replica((int block) -> {
            if (block == 1) {
                Files.writeString(file, "more", StandardOpenOption.APPEND);
            }
        });
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.BUSY);
        Result result = replica.bring(COPY);
        assertThat(result.outcome()).isEqualTo(Outcome.DONE);
        assertThat(result.bytes()).isEqualTo(300_004);
        assertThat(temp.resolve("replica/f")).hasSameBinaryContentAs(file);
    }

    @Test
    void aChangeThatHidesBehindTheOldTimeIsSeen() throws IOException {
        var time = Files.getLastModifiedTime(file);
        Replica replica = replica((int block) -> {
            try (var channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
                channel.write(java.nio.ByteBuffer.wrap(new byte[] {(byte) block}));
            }
            Files.setLastModifiedTime(file, time);
        });
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.BUSY);
        assertOldAndAlone();
    }

    @Test
    void aFileThatVanishesDuringItsCopyIsNotCopied() throws IOException {
        Replica replica = replica((int block) -> Files.deleteIfExists(file));
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.BUSY);
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.VANISHED);
        assertOldAndAlone();
    }

    @Test
    void aFileThatIsReplacedDuringItsCopyIsCopiedAnew() throws IOException {
        Replica replica = replica((int block) -> {
            if (block == 1) {
                Path other = Files.writeString(temp.resolve("other"), "other");
                Files.move(other, file, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
        });
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.BUSY);
        assertThat(replica.bring(COPY).outcome()).isEqualTo(Outcome.DONE);
        assertThat(temp.resolve("replica/f")).hasContent("other");
    }

    @Test
    void aStopInTheMiddleOfAFileLeavesNoTrace() {
        assertThatThrownBy(() -> replica(() -> true).bring(COPY)).isInstanceOf(StoppedException.class);
        assertOldAndAlone();
    }

    @Test
    void aWriteThatFailsLeavesNoTrace() {
        Replica replica = replica((int block) -> {
            throw new IOException("on purpose");
        });
        assertThatThrownBy(() -> replica.bring(COPY)).isInstanceOf(UncheckedIOException.class);
        assertOldAndAlone();
    }

    @Test
    void nobodySeesHalfAFileUnderItsName() throws IOException {
        Replica replica =
                replica((int block) -> assertThat(temp.resolve("replica/f")).hasContent("old"));
        replica.bring(COPY);
        assertThat(temp.resolve("replica/f")).hasSize(300_000);
    }

    @Test
    void whatIsCopiedHasItsFingerprint() throws IOException {
        Result result = replica(StopSignal.NEVER).bring(COPY);
        assertThat(result.content()).hasToString(io.dromedary.Trees.md5(file));
        assertThat(result.replica().stamp().size()).isEqualTo(300_000);
    }
}
