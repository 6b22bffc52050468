package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatcherTest {

    private static final long MILLISECOND = 1_000_000L;
    private static final Path ROOT = Path.of("/source").toAbsolutePath();

    @TempDir
    Path temp;

    private final AtomicLong time = new AtomicLong();
    private final Watcher watcher = new Watcher(
            new Tree(ROOT, false, false, null, Set.of(Path.of("logs/log.txt"), Path.of("state")), Filter.NONE),
            time::get);

    private void wait(int milliseconds) {
        time.addAndGet(milliseconds * MILLISECOND);
    }

    @Test
    void aBurstIsGatheredUntilItIsOver() {
        watcher.changed(Path.of("a/x"), false);
        wait(50);
        watcher.changed(Path.of("a/y"), false);
        watcher.changed(Path.of("top"), false);
        wait(50);
        assertThat(watcher.take()).isEqualTo(Hints.NONE);
        wait(60);
        assertThat(watcher.take()).isEqualTo(new Hints(false, Set.of(Path.of("a"), Tree.TOP)));
        assertThat(watcher.take()).isEqualTo(Hints.NONE);
    }

    @Test
    void aBurstWithoutEndIsNotWaitedFor() {
        for (int i = 0; i < 14; i++) {
            watcher.changed(Path.of("a/x"), false);
            wait(50);
        }
        assertThat(watcher.take().folders()).containsExactly(Path.of("a"));
    }

    @Test
    void aFolderIsLookedAtAsTheOneAroundItIs() {
        watcher.changed(Path.of("a/b"), true);
        wait(200);
        assertThat(watcher.take().folders()).containsExactlyInAnyOrder(Path.of("a"), Path.of("a/b"));
    }

    @Test
    void whereTooMuchChangesEverythingIsLookedAt() {
        for (int i = 0; i <= 10_000; i++) {
            watcher.changed(Path.of("a" + i + "/x"), false);
        }
        wait(200);
        assertThat(watcher.take()).isEqualTo(new Hints(true, Set.of()));
    }

    @Test
    void ourOwnLogAndStateAreNoNews() {
        watcher.changed(Path.of("logs/log.txt"), false);
        watcher.changed(Path.of("state/job/index.mv"), false);
        watcher.changed(Path.of("state"), true);
        wait(200);
        assertThat(watcher.take()).isEqualTo(Hints.NONE);
    }

    @Test
    void whatIsExcludedIsNoNews() {
        Filter filter = new Filter(List.of(PathPattern.of("build/"), PathPattern.of("*.o")), 0, 10, false);
        Watcher filtered = new Watcher(new Tree(ROOT, false, false, null, Set.of(), filter), time::get);
        filtered.changed(Path.of("a/x.o"), false);
        filtered.changed(Path.of("build/deep/x"), false);
        wait(200);
        assertThat(filtered.take()).isEqualTo(Hints.NONE);
        // Gone, and nobody knows whether it was a folder.
        filtered.changed(Path.of("a/build"), false);
        filtered.changed(Path.of("b/x.c"), false);
        wait(200);
        assertThat(filtered.take().folders()).containsExactlyInAnyOrder(Path.of("a"), Path.of("b"));
    }

    @Test
    void anExcludedFolderIsNotWatched() {
        Path root = make(temp.resolve("source"), folder("a"), folder("build", folder("deep")));
        Filter filter = new Filter(List.of(PathPattern.of("build/")), 0, Long.MAX_VALUE, false);
        Watcher real = new Watcher(new Tree(root, false, false, null, Set.of(), filter), System::nanoTime);
        real.start();
        await().until(real::take, hints -> hints != Hints.NONE);
        make(root.resolve("build/deep"), file("x", "1"));
        make(root.resolve("a"), file("y", "1"));
        assertThat(await().until(real::take, hints -> hints != Hints.NONE).folders())
                .doesNotContain(Path.of("build/deep"), Path.of("build"));
        real.close();
    }

    @Test
    void whatCannotBeWatchedIsToldOnce() {
        Watcher nowhere = new Watcher(Tree.plain(temp.resolve("nowhere")), System::nanoTime);
        nowhere.start();
        String why = await().until(nowhere::failure, Optional::isPresent).get();
        assertThat(why).startsWith("the source cannot be watched: ");
        assertThat(nowhere.failure()).isEmpty();
        nowhere.close();
    }

    @Test
    void changesInFoldersOldAndNewAreHeard() {
        Tree tree = Tree.plain(make(temp.resolve("source"), folder("a", folder("b"))));
        Watcher real = new Watcher(tree, System::nanoTime);
        real.start();
        assertThat(await().until(real::take, hints -> hints != Hints.NONE).everything())
                .as("what changed before all folders were registered")
                .isTrue();
        make(tree.resolve(Path.of("a/b")), file("x", "1"));
        await().until(() -> real.take().folders().contains(Path.of("a/b")));
        make(tree.root(), folder("new", folder("er", file("x", "1"))));
        await().until(() -> real.take().folders().contains(Tree.TOP));
        make(tree.resolve(Path.of("new/er")), file("y", "1"));
        await().until(() -> real.take().folders().contains(Path.of("new/er")));
        real.close();
    }

    @Test
    void aSourceThatIsALinkIsListenedToWhereItReallyIs() throws IOException {
        make(temp.resolve("source"), folder("a"));
        Path link = Files.createSymbolicLink(temp.resolve("link"), Path.of("source"));
        Watcher real = new Watcher(Tree.plain(link), System::nanoTime);
        real.start();
        await().until(() -> real.take().everything());
        make(temp.resolve("source/a"), file("x", "1"));
        await().until(() -> real.take().folders().contains(Path.of("a")));
        real.close();
    }

    @Test
    void whoeverIsClosedBeforeItListensDoesNotBegin() {
        Watcher real = new Watcher(Tree.plain(make(temp.resolve("source"))), System::nanoTime);
        real.close();
        assertTimeoutPreemptively(Duration.ofSeconds(10), real::watch);
    }
}
