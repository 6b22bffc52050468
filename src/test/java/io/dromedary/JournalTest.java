package io.dromedary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Journal.Change;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {

    private static final Change COPY = copy(1);
    private static final Change MOVE =
            new Change(7, 2, Verb.MOVE, Kind.FOLDER, Trees.child(Path.of("a"), "%FF%0A\\"), Path.of("-"), "-");
    private static final Change UPDATE = new Change(7, 3, Verb.UPDATE, Kind.FILE, Path.of("u"), null, "12:-5");

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void file() {
        file = temp.resolve("journal");
    }

    private static Change copy(long number) {
        return new Change(7, number, Verb.COPY, Kind.FILE, Path.of("file " + number), null, "-");
    }

    private List<Change> left() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            return journal.left();
        }
    }

    @Test
    void whatWasBegunAndNotToldIsLeft() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            List.of(COPY, MOVE, UPDATE).forEach(journal::add);
            journal.settled(7, Verb.COPY, COPY.path());
        }
        assertThat(left()).containsExactly(MOVE, UPDATE);
        assertThat(left()).containsExactly(MOVE, UPDATE);
    }

    @Test
    void aJournalOfWhichAllWasToldLeavesNothingToRead() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            List.of(COPY, MOVE).forEach(journal::add);
            journal.flush();
            journal.settled(7, Verb.COPY, COPY.path());
            journal.settled(7, Verb.MOVE, MOVE.path());
        }
        assertThat(file).isEmptyFile();
    }

    @Test
    void aChangeIsInTheFileAsSoonAsItMayBeMade() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
            assertThat(file).isEmptyFile();
            journal.flush();
            assertThat(file).content().contains("file 1");
        }
    }

    @Test
    void whatIsLeftStaysUntilItIsTold() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
        }
        try (Journal journal = Journal.open(file, false)) {
            journal.forgetBefore(100);
            assertThat(journal.left()).containsExactly(COPY);
            journal.settled(7, Verb.COPY, COPY.path());
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatAnEarlierPassOfThisProcessDidNotTellIsForgotten() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
            journal.forgetBefore(8);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void theFileIsCutThoughSomethingIsAlwaysOpen() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            for (int i = 1; i <= 200_000; i++) {
                journal.add(copy(i));
                journal.flush();
                journal.settled(7, Verb.COPY, copy(i - 1).path());
            }
            assertThat(Files.size(file)).isLessThan(5 << 20);
        }
        assertThat(left()).containsExactly(copy(200_000));
    }

    @Test
    void memoryIsBoundedWhenNobodySaysWhatWasTold() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            for (int i = 1; i <= 20_000; i++) {
                journal.add(copy(i));
            }
        }
        assertThat(left()).hasSizeLessThan(20_000).endsWith(copy(20_000));
    }

    @Test
    void aLineThatWasTornCountsAsNotWritten() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
            journal.add(UPDATE);
        }
        String text = Files.readString(file);
        Files.writeString(file, text.substring(0, text.length() - 3));
        assertThat(left()).containsExactly(COPY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+\n", "rubbish\n", "+2\trubbish\n", "-x\n", "-99\n", "\u0000\u0000\n", "+x\t7\n"})
    void rubbishLosesNothingOfWhatCameBeforeIt(String rubbish) throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
        }
        Files.writeString(file, Files.readString(file) + rubbish);
        assertThat(left()).containsExactly(COPY);
    }

    @Test
    void bytesThatAreNoTextAreRubbishToo() throws IOException {
        Files.write(file, new byte[] {(byte) 0xFF, '\n'});
        assertThat(left()).isEmpty();
        assertThat(Files.readString(file, UTF_8)).isEmpty();
    }

    @Test
    void aJournalThatCannotBeWrittenAnyMoreHoldsUpNobody() throws IOException {
        try (Journal journal = Journal.open(file, false)) {
            journal.add(COPY);
            Files.delete(file);
            Files.createDirectory(file);
            journal.forgetBefore(1);
            journal.add(UPDATE);
            journal.flush();
            assertThat(journal.left()).isEmpty();
        }
    }
}
