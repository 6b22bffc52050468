package io.dromedary.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    private static final long ALL = Long.MAX_VALUE;

    @TempDir
    Path temp;

    private Path log(String text) throws IOException {
        return Files.writeString(temp.resolve("log.txt"), text);
    }

    private static List<String> texts(LogTail tail) {
        return tail.lines().stream().map(LogTail.Line::text).toList();
    }

    @Test
    void theLastLinesComeOldestFirst() throws Exception {
        LogTail tail = LogTail.read(log("one\ntwo\nthree\n"), "", 2, ALL);

        assertThat(texts(tail)).containsExactly("two", "three");
        assertThat(tail.more()).isTrue();
        assertThat(tail.lines().get(0).at()).isEqualTo(4);
    }

    @Test
    void whatCameBeforeIsFoundFromAnEarlierAnswer() throws Exception {
        Path log = log("one\ntwo\nthree\n");

        LogTail older = LogTail.read(log, "", 2, LogTail.read(log, "", 1, ALL).before());

        assertThat(texts(older)).containsExactly("one", "two");
        assertThat(older.more()).isFalse();
    }

    @Test
    void everyLineComesOnceWhereverTheBlocksEnd() throws Exception {
        StringBuilder text = new StringBuilder();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            lines.add("line " + i + " é" + "x".repeat(i % 37));
            text.append(lines.get(i)).append('\n');
        }
        Path log = log(text.toString());

        List<String> found = new ArrayList<>();
        LogTail tail = LogTail.read(log, "", 500, ALL);
        found.addAll(0, texts(tail));
        while (tail.more()) {
            tail = LogTail.read(log, "", 500, tail.before());
            found.addAll(0, texts(tail));
        }

        assertThat(found).isEqualTo(lines);
    }

    @Test
    void aSearchIgnoresCapitals() throws Exception {
        assertThat(texts(LogTail.read(log("File A\nfile b\nFile ab\n"), "E a", 10, ALL)))
                .containsExactly("File A", "File ab");
    }

    @Test
    void aSearchThroughAHundredMegabytesReadsABoundedAmountAndSaysThatThereIsMore() throws Exception {
        Path log = log("needle\n");
        try (RandomAccessFile sparse = new RandomAccessFile(log.toFile(), "rw")) {
            sparse.setLength(100L << 20);
        }
        Files.writeString(log, "\nlast\n", StandardOpenOption.APPEND);

        LogTail tail = LogTail.read(log, "needle", 10, ALL);
        assertThat(tail.lines()).isEmpty();
        assertThat(tail.more()).isTrue();
        int asked = 1;
        while (tail.lines().isEmpty()) {
            long before = tail.before();
            tail = LogTail.read(log, "needle", 10, before);
            assertThat(before - tail.before()).isBetween(1L, 5L << 20);
            asked++;
        }
        assertThat(texts(tail)).hasSize(1);
        assertThat(asked).isGreaterThan(20);
    }

    @Test
    void bytesThatAreNoTextSpoilNothingElse() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes("before\n".getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(new byte[] {(byte) 0xC3, '\n'});
        bytes.writeBytes("after".getBytes(StandardCharsets.UTF_8));
        Path log = Files.write(temp.resolve("log.txt"), bytes.toByteArray());

        assertThat(texts(LogTail.read(log, "", 10, ALL))).containsExactly("before", "\uFFFD", "after");
    }

    @Test
    void aLogThatIsNotThereHasNoLinesAndAFolderIsNone() throws Exception {
        assertThat(LogTail.read(temp.resolve("missing"), "", 10, ALL).lines()).isEmpty();
        assertThatThrownBy(() -> LogTail.read(temp, "", 10, ALL)).hasMessage("the log is no file");
    }
}
