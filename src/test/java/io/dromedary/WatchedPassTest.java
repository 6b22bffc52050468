package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passes that a change has started, and that look at the folders around it only. */
class WatchedPassTest {

    @TempDir
    Path temp;

    private Bench bench;
    private FolderSync sync;

    @BeforeEach
    void aWatchedJobInSyncWithAnHourUntilItsNextPass() {
        bench = Bench.in(temp);
        make(
                bench.source(),
                folder("a", file("x", "content of x"), file("y", "content of y")),
                folder("b", folder("deep", file("z", "content of z"))));
        Job job = bench.job();
        bench = bench.with(new Job(
                job.name(),
                job.source(),
                job.replica(),
                Duration.ofHours(1),
                job.log(),
                job.logFormat(),
                job.compare(),
                MaxDelete.DEFAULT,
                false,
                false,
                new Pace(2, 0, true)));
        sync = bench.open();
        next();
        make(bench.source(), file("probe", "heard once all folders are registered, or found by the pass that follows"));
        next();
        await().during(Duration.ofMillis(300))
                .until(() -> sync.beginWhenDue().map(this::carryOut).isEmpty());
    }

    @AfterEach
    void close() {
        sync.close();
    }

    private Bench.Done next() {
        return carryOut(await().until(sync::beginWhenDue, Optional::isPresent).get());
    }

    private Bench.Done carryOut(Pass pass) {
        List<Event> events = new ArrayList<>();
        List<Summary> summaries = new ArrayList<>();
        PassListener listener = summaries::add;
        sync.addListener(listener);
        pass.copies()
                .forEachRemaining(task ->
                        pass.copy(task.sequence()).flatMap(Carried::event).ifPresent(events::add));
        pass.deletions().forEachRemaining(task -> pass.delete(task.sequence()).forEachRemaining(events::add));
        pass.finish().forEachRemaining(events::add);
        return new Bench.Done(summaries.get(0), events);
    }

    @Test
    void onlyTheFolderThatChangedIsLookedAt() throws IOException {
        Files.writeString(bench.replica("b/deep/z"), "touched by somebody");
        Files.writeString(bench.source("a/x"), "another content");
        assertThat(next().deedsButTimes()).containsExactly("update a/x");
        assertThat(bench.replica("b/deep/z")).hasContent("touched by somebody");
    }

    @Test
    void newFoldersRemovedFilesAndRenamesAreCarriedOut() throws IOException {
        make(bench.source("b"), folder("new", folder("er", file("x", "1"))));
        Files.delete(bench.source("a/y"));
        Files.move(bench.source("a/x"), bench.source("b/deep/x"));
        await().untilAsserted(() -> {
            next();
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        });
    }

    @Test
    void aChangeOfPermissionsIsHeard() throws IOException {
        Files.setAttribute(bench.source("b/deep"), "unix:mode", 0700);
        assertThat(next().deeds()).contains("adjust b/deep");
    }

    @Test
    void anEmptiedSourceIsRefusedThoughOnlyAPartWasLookedAt() throws IOException {
        Trees.remove(bench.source("a"));
        Trees.remove(bench.source("b"));
        Files.delete(bench.source("probe"));
        Bench.Done done = next();
        assertThat(done.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(bench.replica("a/x")).exists();
    }

    @Test
    void aSourceThatWasMadeAgainIsListenedToFromTheNextFullPassOn() {
        Trees.remove(bench.source());
        make(
                bench.source(),
                folder("a", file("x", "content of x"), file("y", "content of y")),
                folder("b"),
                file("c", ""));
        AtomicInteger edit = new AtomicInteger();
        await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> {
            Bench.pass(sync);
            String content = "edit " + edit.incrementAndGet();
            Files.writeString(bench.source("a/x"), content);
            await().atMost(Duration.ofSeconds(3)).untilAsserted(() -> {
                sync.beginWhenDue().ifPresent(this::carryOut);
                assertThat(bench.replica("a/x")).hasContent(content);
            });
        });
    }

    private static Trees.Node[] files(int from, int to) {
        return IntStream.range(from, to).mapToObj(i -> file("f" + i, "x")).toArray(Trees.Node[]::new);
    }

    private void delete(int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            Files.delete(bench.source("many/f" + i));
        }
    }

    private void update(int from, int to, String content) throws IOException {
        for (int i = from; i < to; i++) {
            Files.writeString(bench.source("many/f" + i), content);
        }
    }

    private void settle() {
        await().untilAsserted(() -> {
            sync.beginWhenDue().ifPresent(this::carryOut);
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        });
    }

    private PassResult fullPass() {
        return Bench.pass(sync).summary().result();
    }

    @Test
    void whatIsDeletedInSmallStepsIsRefusedAsIfItWereDeletedAtOnce() throws IOException {
        make(bench.source(), folder("many", files(0, 40)));
        settle();
        assertThat(fullPass()).isEqualTo(PassResult.SYNCED);
        delete(0, 15);
        settle();
        delete(15, 25);
        Bench.Done done = next();
        assertThat(done.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(done.summary().why()).contains("would be deleted").contains("after 15 since the last full pass");
        assertThat(fullPass()).as("the pass at the end of the interval").isEqualTo(PassResult.REFUSED);
        assertThat(bench.replica("many/f24")).exists();

        make(bench.source(), folder("many", files(15, 25)));
        assertThat(fullPass()).as("with the last ten back").isEqualTo(PassResult.SYNCED);
        delete(15, 30);
        settle();
        assertThat(fullPass()).as("in the next interval").isEqualTo(PassResult.SYNCED);
    }

    @Test
    void whatIsUpdatedInSmallStepsIsRefusedAsIfItWereUpdatedAtOnce() throws IOException {
        sync.close();
        bench = bench.with(bench.job().with(new Limits(Amount.parse("max-update", "20"), null)));
        sync = bench.open();
        make(bench.source(), folder("many", files(0, 40)));
        settle();
        assertThat(fullPass()).isEqualTo(PassResult.SYNCED);
        update(0, 15, "once");
        settle();
        update(0, 15, "twice");
        settle();
        update(15, 25, "once");
        Bench.Done done = next();
        assertThat(done.summary().result()).isEqualTo(PassResult.REFUSED);
        assertThat(done.summary().why())
                .contains("10 of 44 files in the replica would be updated")
                .contains("after 15 since the last full pass");
        assertThat(fullPass()).as("the pass at the end of the interval").isEqualTo(PassResult.REFUSED);
        assertThat(bench.replica("many/f24")).hasContent("x");

        make(bench.source(), folder("many", files(20, 25)));
        assertThat(fullPass()).as("with the last five back").isEqualTo(PassResult.SYNCED);
        update(20, 40, "in the next interval");
        settle();
        assertThat(bench.replica("many/f39")).hasContent("in the next interval");
    }

    @Test
    void whatCameAndWentSinceTheLastFullPassIsNotHeldAgainstOthers() throws IOException {
        make(bench.source(), folder("many", file("stays", "")));
        settle();
        for (int round = 0; round < 4; round++) {
            make(bench.source(), folder("many", files(0, 8)));
            settle();
            delete(0, 8);
            settle();
        }
        assertThat(fullPass()).isEqualTo(PassResult.SYNCED);
    }

    @Test
    void withoutAChangeThereIsNoReasonForAPass() {
        assertThat(sync.beginWhenDue()).isEmpty();
    }

    @Test
    void aClockThatIsSetBackDoesNotPostponeTheNextFullPass() {
        sync.close();
        AtomicReference<Instant> now = new AtomicReference<>(Bench.LATER.instant());
        InstantSource clock = now::get;
        sync = bench.with(clock.withZone(ZoneOffset.UTC)).open();
        next();
        now.updateAndGet(time -> time.minus(Duration.ofDays(1)));
        assertThat(sync.beginWhenDue()).isPresent();
    }
}
