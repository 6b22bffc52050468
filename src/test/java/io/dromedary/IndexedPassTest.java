package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.StoredIndex;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pass finds every change, whatever has become of the index since the last one, and whatever the clock says. */
class IndexedPassTest {

    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void aSource() {
        bench = Bench.in(temp);
        make(
                bench.source(),
                file("a", "aaa"),
                file("a-b", "bbb"),
                folder("d", file("x", "xxx"), file("y", "yyy")),
                file("same", "sss"));
    }

    /** What becomes of the index between two passes. */
    enum State {
        WARM,
        DELETED,
        EMPTY,
        TRUNCATED,
        OVERWRITTEN,
        PARTLY_OVERWRITTEN,
        OF_A_NEWER_VERSION;

        private void bring(Path index) throws IOException {
            byte[] content = Files.readAllBytes(index);
            switch (this) {
                case WARM -> {}
                case DELETED -> Files.delete(index);
                case EMPTY -> Files.write(index, new byte[0]);
                case TRUNCATED -> Files.write(index, Arrays.copyOf(content, content.length / 2));
                case OVERWRITTEN -> Files.write(index, rubbish(content, 0));
                // The header stays, so that the damage shows only when something is looked up.
                case PARTLY_OVERWRITTEN -> Files.write(index, rubbish(content, 2 * 4096));
                case OF_A_NEWER_VERSION -> {
                    try (MVStore store =
                            new MVStore.Builder().fileName(index.toString()).open()) {
                        store.setStoreVersion(store.getStoreVersion() + 1);
                    }
                }
            }
        }

        private static byte[] rubbish(byte[] content, int from) {
            byte[] rubbish = new byte[content.length - from];
            new Random(7).nextBytes(rubbish);
            System.arraycopy(rubbish, 0, content, from, rubbish.length);
            return content;
        }
    }

    private Path index() throws IOException {
        try (Stream<Path> files = Files.walk(bench.state())) {
            return files.filter(path -> path.endsWith("index.mv")).findFirst().orElseThrow();
        }
    }

    private void becomes(State state) throws IOException {
        state.bring(index());
    }

    /** Other content of the same size, under the same time of modification. */
    private static void changeSecretly(Path file, String content) throws IOException {
        Files.writeString(file, content, StandardOpenOption.TRUNCATE_EXISTING);
        dress(file, -1, Trees.THEN);
    }

    /** The same, and the change time does not tell either, as when a file changes twice within one tick of the clock. */
    private void changeWithinTheTick(String path, String content) throws IOException {
        changeSecretly(bench.source(path), content);
        try (Index index = StoredIndex.open(index())) {
            Known known = index.find(Path.of(path)).orElseThrow();
            Entry now = Entry.at(bench.source(path));
            index.record(Path.of(path), new Known(now.stamp(), known.replica(), known.content(), known.recorded()));
        }
    }

    private void assertInSync(Bench.Done done) {
        assertThat(done.summary().problems()).isZero();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    /** Whatever was in doubt is settled with the next pass. */
    private void assertNothingIsLeftToDo() {
        assertThat(bench.pass().deeds()).isEmpty();
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void changesThatKeepSizeAndTimeAreFoundOnBothSides(State state) throws IOException {
        bench.pass();
        bench.pass();
        becomes(state);
        changeSecretly(bench.source("a"), "new");
        changeSecretly(bench.source("d/x"), "new");
        changeSecretly(bench.replica("a-b"), "rot");
        changeSecretly(bench.replica("d/y"), "rot");
        Bench.Done done = bench.pass();
        assertThat(done.deedsButTimes())
                .containsExactlyInAnyOrder("update a", "update a-b", "update d/x", "update d/y");
        assertInSync(done);
        assertNothingIsLeftToDo();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aSecondChangeWithinTheTickOfTheFirstIsFound(State state) throws IOException {
        bench = bench.with(new Hands(changeTime("a"), Duration.ZERO));
        bench.pass();
        changeWithinTheTick("a", "new");
        becomes(state);
        Bench.Done done = bench.pass();
        assertThat(done.deedsButTimes()).containsExactly("update a");
        assertInSync(done);
        assertNothingIsLeftToDo();
    }

    /** What counts is when the content was read, and not when the copy was in its place. */
    @Test
    void aSecondChangeWithinTheTickIsFoundThoughTheCopyTookLong() throws IOException {
        bench = bench.with(new Hands(changeTime("a"), Duration.ofMinutes(1)));
        bench.pass();
        changeWithinTheTick("a", "new");
        assertThat(bench.pass().deeds()).containsExactly("update a");
    }

    @Test
    void aSecondChangeWithinTheTickOfARenameIsFoundThoughTheMoveCameLate() throws IOException {
        bench.pass();
        Files.move(bench.source("a"), bench.source("b"));
        bench = bench.with(new Hands(changeTime("b"), Duration.ofMinutes(1)));
        assertThat(bench.pass().deeds()).contains("move b");
        changeWithinTheTick("b", "new");
        assertThat(bench.pass().deeds()).containsExactly("update b");
    }

    /** The counterpart of the others: here the index is believed, so they are not found by chance. */
    @Test
    void aStampThatWasTakenLongAfterTheChangeIsTrusted() throws IOException {
        bench.pass();
        bench.pass();
        changeWithinTheTick("a", "new");
        assertThat(bench.pass().deeds()).isEmpty();
    }

    private Instant changeTime(String path) {
        return Instant.EPOCH.plusNanos(Entry.at(bench.source(path)).stamp().changed());
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void aClockThatIsSetBackMissesNothingAndCopiesNothingTwice(State state) throws IOException {
        bench.pass();
        bench.pass();
        for (Duration back : new Duration[] {HOUR, HOUR.multipliedBy(48)}) {
            bench = bench.with(Clock.offset(bench.clock(), back.negated()));
            becomes(state);
            assertThat(bench.pass().deeds()).isEmpty();
            changeSecretly(bench.source("a"), back.toString().substring(2, 4) + "a");
            changeSecretly(bench.replica("a-b"), "rot");
            make(bench.source("d"), file("z" + back, "zzz"));
            Bench.Done done = bench.pass();
            assertThat(done.deedsButTimes()).containsExactlyInAnyOrder("update a", "update a-b", "copy d/z" + back);
            assertInSync(done);
            assertNothingIsLeftToDo();
        }
    }

    @Test
    void passesOfAClockThatIsSetBackAreNumberedOnwards() {
        Hands clock = new Hands(Instant.parse("2026-11-20T10:00:00Z"), HOUR.negated());
        try (FolderSync sync = bench.with(clock).open()) {
            long first = Bench.pass(sync).summary().pass();
            long second = Bench.pass(sync).summary().pass();
            assertThat(second).isGreaterThan(first);
        }
    }

    /** A clock that shows a time, and is moved whenever somebody has looked. */
    private static final class Hands extends Clock {
        private final Duration step;
        private Instant shown;

        /** @param first shown when the first pass begins, after a look when the job is opened */
        Hands(Instant first, Duration step) {
            this.shown = first.minus(step);
            this.step = step;
        }

        @Override
        public synchronized Instant instant() {
            Instant now = shown;
            shown = now.plus(step);
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
