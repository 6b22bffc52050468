package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.plan.Compare;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CompareTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
        make(bench.source(), file("f", "aaa"), file("g", "ggg"));
        bench.pass();
        bench.pass();
    }

    /** Other content of the same size, under the same time. */
    private void changeSecretly(Path file) throws IOException {
        Files.writeString(file, "bbb", StandardOpenOption.TRUNCATE_EXISTING);
        dress(file, -1, Trees.THEN);
    }

    @ParameterizedTest
    @EnumSource(
            value = Compare.class,
            names = {"MD5", "FULL"})
    void contentThatChangedUnderItsOldSizeAndTimeIsFound(Compare compare) throws IOException {
        changeSecretly(bench.source("f"));
        assertThat(bench.with(compare).pass().deeds()).containsExactly("update f");
        assertThat(bench.replica("f")).hasContent("bbb");
    }

    @ParameterizedTest
    @EnumSource(
            value = Compare.class,
            names = {"MD5", "FULL"})
    void aReplicaThatChangedUnderItsOldSizeAndTimeIsFound(Compare compare) throws IOException {
        changeSecretly(bench.replica("f"));
        assertThat(bench.with(compare).pass().deeds()).containsExactly("update f");
        assertThat(bench.replica("f")).hasContent("aaa");
    }

    @Test
    void sizeAndTimeAloneDoNotSeeIt() throws IOException {
        changeSecretly(bench.source("f"));
        assertThat(bench.with(Compare.TIME).pass().deeds()).isEmpty();
        assertThat(bench.replica("f")).hasContent("aaa");
    }

    @Test
    void sizeAndTimeAloneCopyWhatHasAnotherTime() throws IOException {
        Files.writeString(bench.source("f"), "aaa");
        assertThat(bench.with(Compare.TIME).pass().deeds()).containsExactly("update f");
        assertThat(bench.with(Compare.TIME).pass().deeds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Compare.class,
            names = {"MD5", "FULL"})
    void theSameContentUnderAnotherTimeIsNotCopied(Compare compare) throws IOException {
        Files.writeString(bench.source("f"), "aaa");
        assertThat(bench.with(compare).pass().deeds()).containsExactly("adjust f");
    }

    @ParameterizedTest
    @EnumSource(Compare.class)
    void withoutTheIndexTheResultIsTheSame(Compare compare) throws IOException {
        Trees.remove(bench.state());
        assertThat(bench.with(compare).pass().deeds()).isEmpty();
    }

    @Test
    void whatIsRememberedIsNotReadAgain() throws IOException {
        Instantly reads = new Instantly();
        Bench counting = bench.with(reads);
        counting.pass();
        long known = reads.asked;
        counting.with(Compare.FULL).pass();
        assertThat(reads.asked - known).as("two files hashed again").isEqualTo(known + 2);
    }

    /** Counts how often it is asked, which is once more for each pair of files that is hashed. */
    private static final class Instantly extends java.time.Clock {
        private long asked;

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public java.time.Instant instant() {
            asked++;
            return Bench.LATER.instant();
        }
    }
}
