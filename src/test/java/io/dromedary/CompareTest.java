package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.StoredIndex;
import io.dromedary.plan.Compare;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Stream;
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

    @Test
    void aFileThatChangedJustBeforeItsCopyIsNotTrustedHoweverLongTheCopyTook() throws IOException {
        make(bench.source(), file("new", "1"));
        Instant written = changeTime(bench.source("new"));
        // Written again within one tick of the clock, after the copy has looked for the last time, it keeps its stamp.
        bench.with(new Told(() -> Files.exists(bench.replica("new")) ? written.plusSeconds(60) : written.plusMillis(5)))
                .pass();
        assertThat(bench.replica("new")).exists();
        assertThat(trustsSource("new")).isFalse();
    }

    @Test
    void aFileThatWasRenamedJustBeforeThePlanIsNotTrustedHoweverLateItIsMoved() throws IOException {
        Files.move(bench.source("f"), bench.source("new"));
        Instant renamed = changeTime(bench.source("new"));
        AtomicReference<Instant> now = new AtomicReference<>(renamed.plusMillis(5));
        try (FolderSync sync = bench.with(new Told(now::get)).open()) {
            Pass pass = sync.begin();
            now.set(renamed.plusSeconds(60));
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(bench.replica("f")).doesNotExist();
        assertThat(trustsSource("new")).isFalse();
    }

    private static Instant changeTime(Path file) throws IOException {
        return ((FileTime) Files.getAttribute(file, "unix:ctime")).toInstant();
    }

    private boolean trustsSource(String name) throws IOException {
        Path file;
        try (Stream<Path> files = Files.walk(bench.state())) {
            file = files.filter(path -> path.endsWith("index.mv")).findAny().orElseThrow();
        }
        try (Index index = StoredIndex.open(file)) {
            return index.find(Path.of(name))
                    .orElseThrow()
                    .holdsForSource(Entry.at(bench.source(name)).stamp());
        }
    }

    /** Shows the time that somebody says it is. */
    private static final class Told extends java.time.Clock {
        private final Supplier<Instant> time;

        Told(Supplier<Instant> time) {
            this.time = time;
        }

        @Override
        public java.time.ZoneId getZone() {
            return java.time.ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return time.get();
        }
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
