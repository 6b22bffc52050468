package io.dromedary.fingerprint;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.tree.Filter;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Md5Test {

    private static final int BLOCK = 128 * 1024;

    @TempDir
    Path temp;

    private final Md5 md5 = new Md5(StopSignal.NEVER, new ForkJoinPool(2));

    /** The test suite of RFC 1321. */
    @ParameterizedTest
    @CsvSource({
        "'', d41d8cd98f00b204e9800998ecf8427e",
        "a, 0cc175b9c0f1b6a831c399e269772661",
        "message digest, f96b697d7cb7938d525a2f31aaf161d0",
    })
    void aFingerprintIsPrintedAsMd5sumDoes(String content, String hex) throws IOException {
        make(temp, file("f", content));
        assertThat(md5.of(Tree.plain(temp), Path.of("f"), 1 << 20)).hasToString(hex);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK, 3 * BLOCK + 7, 40 * BLOCK + 7})
    void oneReadingServesAHashAndACopy(int size) throws Exception {
        byte[] content = new byte[size];
        new java.util.Random(size).nextBytes(content);
        Path file = Files.write(temp.resolve("f"), content).getFileName();
        ByteArrayOutputStream copy = new ByteArrayOutputStream();
        Fingerprint fingerprint;
        try (SeekableByteChannel in = Tree.plain(temp).open(file)) {
            fingerprint = md5.read(in, size, bytes -> {
                while (bytes.hasRemaining()) {
                    copy.write(bytes.get());
                }
            });
        }
        assertThat(copy.toByteArray()).isEqualTo(content);
        assertThat(fingerprint)
                .hasToString(HexFormat.of().formatHex(Fingerprint.digest().digest(content)));
    }

    @Test
    void manyLargeFilesAreReadByAThreadWithTheSameMemory() throws IOException {
        Files.write(temp.resolve("f"), new byte[(int) Md5.LARGE]);
        Set<ByteBuffer> blocks = Collections.newSetFromMap(new IdentityHashMap<>());
        for (int i = 0; i < 5; i++) {
            try (SeekableByteChannel in = Tree.plain(temp).open(Path.of("f"))) {
                md5.read(in, Md5.LARGE + 1, blocks::add);
            }
        }
        assertThat(blocks).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aLargeFileThatIsReadAmidAnotherLeavesItAlone() throws IOException {
        byte[] ones = new byte[3 * (int) Md5.LARGE];
        Arrays.fill(ones, (byte) 1);
        Tree tree = Tree.plain(temp);
        Files.write(temp.resolve("ones"), ones);
        Files.write(temp.resolve("zeros"), new byte[3 * (int) Md5.LARGE]);
        try (SeekableByteChannel outer = tree.open(Path.of("ones"))) {
            Fingerprint fingerprint = md5.read(outer, ones.length, bytes -> {
                try (SeekableByteChannel inner = tree.open(Path.of("zeros"))) {
                    md5.read(inner, ones.length, ignored -> {});
                }
                while (bytes.hasRemaining()) {
                    assertThat(bytes.get()).isEqualTo((byte) 1);
                }
            });
            assertThat(fingerprint).isEqualTo(md5.of(tree, Path.of("ones"), ones.length));
        }
    }

    @Test
    void aLinkIsReadThroughOnlyWhenLinksAreFollowed() throws IOException {
        make(temp, file("f", "a"), link("l", "f"));
        Tree following = new Tree(temp, true, false, null, Set.of(), Filter.NONE);
        assertThat(md5.of(following, Path.of("l"), 1)).isEqualTo(md5.of(Tree.plain(temp), Path.of("f"), 1 << 20));
        assertThatThrownBy(() -> md5.of(Tree.plain(temp), Path.of("l"), 1)).isInstanceOf(IOException.class);
    }

    @Test
    void readingStopsBetweenTwoBlocks() throws IOException {
        Files.write(temp.resolve("f"), new byte[2 * BLOCK]);
        assertThatThrownBy(() -> new Md5(() -> true, new ForkJoinPool(1)).of(Tree.plain(temp), Path.of("f"), 2 * BLOCK))
                .isInstanceOf(StoppedException.class);
    }
}
