package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BottomLineTest {

    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream terminal = new PrintStream(written, true, StandardCharsets.UTF_8);
    private final BottomLine line = new BottomLine(terminal, terminal, StandardCharsets.UTF_8);

    @Test
    void theLineChangesInItsPlace() {
        line.show("copying 1/200 files");
        line.show("copying 2/200");

        assertThat(screen()).containsExactly("copying 2/200");
        assertThat(written.toString()).doesNotContain("\n");
    }

    @Test
    void whatIsPrintedGoesAboveItAndStaysWhole() {
        line.show("copying 1/200 files");
        line.out().println("File a has been copied.");
        line.err().println("dromedary: Gr\u00F6\u00DFe");
        line.show("copying 2/200 files");
        line.out().println("b");

        assertThat(screen())
                .containsExactly("File a has been copied.", "dromedary: Gr\u00F6\u00DFe", "b", "copying 2/200 files");
    }

    @Test
    void halfALineIsNotWrittenInto() {
        line.show("copying");
        line.out().print("half");
        line.show("copying more");
        line.err().print(" a line");
        assertThat(screen()).containsExactly("half a line");

        line.out().println();
        line.show("copying most");
        assertThat(screen()).containsExactly("half a line", "copying most");
    }

    @Test
    void nothingIsLeftOfItInTheEnd() {
        line.show("copying");
        line.out().println("File a has been copied.");
        line.show("");
        int length = written.size();
        line.show("");
        line.out().print("");

        assertThat(screen()).containsExactly("File a has been copied.", "");
        assertThat(written.size()).isEqualTo(length);
    }

    @Test
    void linesOfSeveralThreadsStayWhole() throws Exception {
        List<Thread> threads = new ArrayList<>();
        CountDownLatch go = new CountDownLatch(1);
        for (String word : List.of("one", "two", "three")) {
            Thread thread = new Thread(() -> {
                await(go);
                for (int i = 0; i < 300; i++) {
                    line.out().println(word + " " + word);
                    line.show(word + i);
                }
            });
            thread.start();
            threads.add(thread);
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
        }
        line.show("");

        List<String> lines = screen();
        assertThat(lines).hasSize(901);
        assertThat(lines.subList(0, 900)).allMatch(text -> text.matches("(one one|two two|three three)"));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** What a person sees: letters go over those that stand there, and only a control sequence takes the rest away. */
    private List<String> screen() {
        List<String> lines = new ArrayList<>();
        for (String row : written.toString(StandardCharsets.UTF_8).split("\r?\n", -1)) {
            StringBuilder seen = new StringBuilder();
            int column = 0;
            for (int i = 0; i < row.length(); i++) {
                if (row.startsWith("\u001B[K", i)) {
                    seen.setLength(Math.min(seen.length(), column));
                    i += 2;
                } else if (row.charAt(i) == '\r') {
                    column = 0;
                } else {
                    seen.replace(column, Math.min(column + 1, seen.length()), row.substring(i, i + 1));
                    column++;
                }
            }
            lines.add(seen.toString());
        }
        return lines;
    }
}
