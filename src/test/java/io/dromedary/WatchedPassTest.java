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
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
                Filter.NONE,
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
    void withoutAChangeThereIsNoReasonForAPass() {
        assertThat(sync.beginWhenDue()).isEmpty();
    }
}
