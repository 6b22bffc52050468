package io.dromedary.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.fingerprint.Blocks;
import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameBytesTest {

    private static final Path OURS = Path.of("ours");
    private static final Path THEIRS = Path.of("theirs");

    @TempDir
    Path temp;

    private final AtomicLong sourceRead = new AtomicLong();
    private final AtomicLong replicaRead = new AtomicLong();
    private SameBytes same = bytes(StopSignal.NEVER);

    private SameBytes bytes(StopSignal stop) {
        return new SameBytes(
                new Blocks(stop),
                new Md5(stop, ForkJoinPool.commonPool()),
                read -> sourceRead.addAndGet(read.remaining()),
                read -> replicaRead.addAndGet(read.remaining()));
    }

    private boolean read(byte[] ours, byte[] theirs, boolean hashes) throws IOException {
        Files.write(temp.resolve(OURS), ours);
        Files.write(temp.resolve(THEIRS), theirs);
        Tree tree = Tree.plain(temp);
        return same.read(tree, OURS, tree, THEIRS, ours.length, hashes);
    }

    private static byte[] content(int size) {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        return content;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 128 * 1024, 128 * 1024 + 1, 1024 * 1024, 3 * 1024 * 1024 + 5})
    void twoFilesThatAreTheSameHaveTheFingerprintOfEither(int size) throws IOException {
        byte[] content = content(size);
        MessageDigest digest = Fingerprint.digest();
        digest.update(content);

        assertThat(read(content, content, true)).isTrue();
        assertThat(same.content()).isEqualTo(Fingerprint.of(digest));
        assertThat(same.differ()).isFalse();
        assertThat(sourceRead).hasValue(size);
        assertThat(replicaRead).hasValue(size);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 128 * 1024 + 1, 3 * 1024 * 1024 + 5})
    void whoNeedsNoFingerprintGetsNone(int size) throws IOException {
        byte[] content = content(size);

        assertThat(read(content, content, false)).isTrue();
        assertThat(same.content()).isNull();
        assertThat(sourceRead).hasValue(size);
        assertThat(replicaRead).hasValue(size);
    }

    @ParameterizedTest
    @CsvSource({
        "0, true", "4095, true", "131071, true", "131072, true", "1048576, true", "3145732, true",
        "0, false", "4095, false", "131071, false", "131072, false", "1048576, false", "3145732, false"
    })
    void oneOtherByteMakesADifferenceWhereverItIs(int at, boolean hashes) throws IOException {
        byte[] ours = content(3 * 1024 * 1024 + 5);
        byte[] theirs = ours.clone();
        theirs[at]++;

        assertThat(read(ours, theirs, hashes)).isFalse();
        assertThat(same.differ()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4096, 1024 * 1024})
    void aReplicaThatHasBecomeShorterDiffers(int size) throws IOException {
        byte[] ours = content(size);

        assertThat(read(ours, Arrays.copyOf(ours, size - 1), true)).isFalse();
        assertThat(same.differ()).isTrue();
    }

    @Test
    void aFileThatCannotBeReadIsNoDifference() throws IOException {
        byte[] content = content(10);
        Files.write(temp.resolve(OURS), content);
        Tree tree = Tree.plain(temp);

        assertThat(same.read(tree, OURS, tree, THEIRS, content.length, true)).isFalse();
        assertThat(same.differ()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readingStopsWhenItIsTold(boolean hashes) {
        same = bytes(() -> true);
        byte[] content = content(3 * 1024 * 1024);

        assertThatThrownBy(() -> read(content, content, hashes)).isInstanceOf(StoppedException.class);
    }
}
