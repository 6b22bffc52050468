package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.hardLink;
import static io.dromedary.Trees.hardLinks;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.apply.Disk;
import io.dromedary.apply.Outcome;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A pass that is killed at each of its changes, one after the other. */
class KilledPassTest {

    /** How many events wait to be written to the log when the program is killed, at most. */
    private static final int UNTOLD = 5;

    private static final Duration KEEP = Duration.ofDays(30);

    @TempDir
    Path temp;

    /** What becomes of what is overwritten or removed. */
    private enum Old {
        GONE,
        /** In a trash on the file system of the replica. */
        TAKEN,
        /** In a trash on another one, as far as it can be seen. */
        COPIED
    }

    private static Bench changedSince(Path folder, Old old, int trees) throws IOException {
        Bench plain = Bench.in(folder).keepingHardLinks();
        Bench bench = old == Old.GONE ? plain : plain.trashing(folder.resolve("trash"), KEEP);
        for (int i = 0; i < trees; i++) {
            before(bench.source("tree " + i));
        }
        setApart(bench.source());
        bench.pass();
        for (int i = 0; i < trees; i++) {
            add(bench.source("tree " + i));
        }
        for (int i = 0; i < trees; i++) {
            change(bench.source("tree " + i));
        }
        return bench;
    }

    /** Gives each file a content of its own, so that none that is lost is taken for another one. */
    private static void setApart(Path root) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .toList()) {
                Files.writeString(file, "old " + root.relativize(file));
            }
        }
    }

    private static void before(Path tree) {
        make(
                tree,
                file("same", "1"),
                file("updated", "old content"),
                file("renamed", "content of renamed in " + tree.getFileName()),
                file("mode", "1"),
                file("becomes a folder", "1"),
                folder("becomes a file", file("x", "1"), folder("y", file("z", "2"))),
                folder("becomes a link", file("x", "3")),
                folder("moved", file("a", "content of a"), folder("deep", file("b", "content of b"))),
                folder("gone", file("c", "1"), folder("d", file("e", "2"), link("l", "e")), folder("empty")),
                folder("folder", file("f", "1")).mode(0700),
                file("one", "content of one"),
                file("two", "content of two"),
                link("pointer", "same"));
        hardLink(tree, "one", "folder/one", "one again");
        hardLink(tree, "two", "folder/two", "two again");
    }

    /** While all that is to be removed still stands: a folder with the number of one of them would have been moved. */
    private static void add(Path tree) {
        make(
                tree,
                folder("new", file("h", "1"), folder("i", file("j", "2")), folder("empty"), link("k", "h"))
                        .mode(0500));
    }

    private static void change(Path tree) throws IOException {
        for (String gone : List.of("gone", "becomes a file", "becomes a link", "becomes a folder", "pointer")) {
            // Somewhere else, because what is new must not get the inode of what went away, and look like it.
            Path elsewhere = Files.createDirectories(
                    tree.resolveSibling("../elsewhere").normalize().resolve(tree.getFileName()));
            Files.move(tree.resolve(gone), elsewhere.resolve(gone));
        }
        Files.move(tree.resolve("renamed"), tree.resolve("renamed too"));
        Files.move(tree.resolve("moved"), tree.resolve("moved too"));
        Files.writeString(tree.resolve("one"), "new content of one");
        Files.move(tree.resolve("two again"), tree.resolve("two renamed"));
        Files.delete(tree.resolve("one again"));
        hardLink(tree, "two", "one again", "two and again");
        Trees.dress(tree.resolve("two"), 0600, null);
        Trees.dress(tree.resolve("mode"), 0600, null);
        Trees.dress(tree.resolve("folder"), 0755, null);
        make(
                tree,
                file("updated", "new content of another size"),
                file("becomes a file", "1"),
                link("becomes a link", "same"),
                folder("becomes a folder", file("g", "1")),
                file("large", "x".repeat(10_000)),
                link("pointer", "updated"));
    }

    /** Without native calls there is one change that takes two steps: a folder that becomes something else. */
    @BeforeAll
    static void needsNativeCalls() {
        assumeTrue(Posix.find().isPresent(), "without native calls there is an instant in which a name is missing");
    }

    @Test
    void atWhateverChangeAPassIsKilledNothingIsTornOrLostAndTheNextOneAccountsForIt() throws IOException {
        assertEachChangeMayBeTheLast(Old.GONE, LongForm.IS_RUN ? 6 : 1);
    }

    @ParameterizedTest
    @EnumSource(names = {"TAKEN", "COPIED"})
    void atWhateverChangeAPassIsKilledWhatWasOverwrittenOrRemovedIsKept(Old old) throws IOException {
        assertEachChangeMayBeTheLast(old, LongForm.IS_RUN ? 2 : 1);
    }

    private void assertEachChangeMayBeTheLast(Old old, int trees) throws IOException {
        int stop = 1;
        while (isKilled(stop, old, trees)) {
            stop++;
        }
        System.out.println("killed at each of " + (stop - 1) + " changes: " + old);
        assertThat(stop).isGreaterThan(60 * trees);
    }

    private boolean isKilled(int stop, Old old, int trees) throws IOException {
        Path folder = Files.createDirectory(temp.resolve("killed at " + stop));
        Bench bench = changedSince(folder, old, trees);
        Map<String, String> before = snapshot(bench.replica());
        Map<String, String> after = snapshot(bench.source());
        List<Event> log = new ArrayList<>();
        boolean killed = !run(bench, old, stop, log);
        Map<String, String> stopped = snapshot(bench.replica());
        assertNothingIsTornOrLost(before, after, stopped);
        Kept kept = new Kept(bench, before);
        if (old != Old.GONE) {
            kept.assertWholeAndSomewhere("killed at change " + stop);
        }

        Bench.Done next = pass(bench, old);
        assertThat(next.summary().result()).as("killed at change %d", stop).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).as("killed at change %d", stop).isEqualTo(after);
        assertThat(hardLinks(bench.replica())).as("killed at change %d", stop).isEqualTo(hardLinks(bench.source()));
        assertTheLogAccountsFor(stop, before, stopped, log, next.events());
        if (old != Old.GONE) {
            kept.assertWholeAndSomewhere("next after change " + stop);
            kept.assertNothingUnfinished("next after change " + stop);
        }
        assertThat(pass(bench, old).events()).as("killed at change %d", stop).hasSize(1);
        if (old != Old.GONE) {
            Clock muchLater = Clock.offset(bench.clock(), KEEP.plusDays(1));
            assertThat(pass(bench.with(muchLater), old).summary().result()).isEqualTo(PassResult.SYNCED);
            kept.assertNothingIsLeft("killed at change " + stop);
        }
        Trees.remove(folder);
        return killed;
    }

    /** A pass whose events reach the log a little later. False if it was killed. */
    private static boolean run(Bench bench, Old old, int stop, List<Event> log) throws IOException {
        Path state = bench.state();
        Path asKilled = state.resolveSibling("state as killed");
        AtomicInteger changes = new AtomicInteger();
        FolderSync sync = bench.open(disks(old, stop, changes));
        List<Event> untold = new ArrayList<>();
        try (sync) {
            sync.runUntold(event -> {
                untold.add(event);
                if (untold.size() == UNTOLD) {
                    untold.forEach(sync::told);
                    log.addAll(untold);
                    untold.clear();
                }
            });
            untold.forEach(sync::told);
            log.addAll(untold);
            return true;
        } catch (StoppingDisk.Killed e) {
            copy(state, asKilled);
        }
        // Closing wrote what a killed program does not.
        Trees.remove(state);
        Files.move(asKilled, state);
        return false;
    }

    private static Bench.Done pass(Bench bench, Old old) {
        try (FolderSync sync = bench.open(disks(old, Integer.MAX_VALUE, new AtomicInteger()))) {
            return Bench.pass(sync);
        }
    }

    private static Function<Path, Disk> disks(Old old, int stop, AtomicInteger changes) {
        return root -> new StoppingDisk(Disk.at(root), stop, changes, old == Old.COPIED && root.endsWith("trash"));
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static void assertNothingIsTornOrLost(
            Map<String, String> before, Map<String, String> after, Map<String, String> stopped) {
        for (String path : before.keySet()) {
            if (after.containsKey(path)) {
                assertThat(stopped).containsKey(path);
            }
        }
        Set<String> whole = Stream.of(before, after)
                .flatMap(tree -> tree.values().stream())
                .map(KilledPassTest::content)
                .collect(Collectors.toSet());
        stopped.forEach((path, found) -> {
            if (!found.startsWith("FILE") || path.contains(".dromedary-")) {
                return;
            } else if (before.containsKey(path) || after.containsKey(path)) {
                assertThat(content(found)).as(path).isIn(content(before.get(path)), content(after.get(path)));
            } else {
                // In a folder that was moved because the kernel gave its number to a new one.
                assertThat(content(found)).as(path).isIn(whole);
            }
        });
    }

    /** What a snapshot says of a file but its metadata, which are set before a name is given. */
    private static String content(String found) {
        return found == null ? null : found.substring(found.lastIndexOf(' '));
    }

    private static void assertTheLogAccountsFor(
            int stop, Map<String, String> before, Map<String, String> stopped, List<Event> log, List<Event> next) {
        Set<String> told = new HashSet<>();
        Stream.concat(log.stream(), next.stream())
                .filter(event -> event.path() != null)
                .forEach(event -> {
                    told.add(event.path());
                    told.add(event.from());
                });
        Set<String> moved = Stream.concat(log.stream(), next.stream())
                .filter(event -> event.action().equals("move") && event.kind().equals("folder"))
                .flatMap(event -> Stream.of(event.path(), event.from()))
                .collect(Collectors.toSet());
        Map<String, String> all = new TreeMap<>(before);
        all.putAll(stopped);
        for (String path : all.keySet()) {
            boolean existence = before.containsKey(path) != stopped.containsKey(path);
            boolean replaced = !existence && !content(before.get(path)).equals(content(stopped.get(path)));
            // What was in a folder that something else replaced is told of under the name that the folder got.
            Path entry = Path.of(path);
            boolean aside = entry.getNameCount() > 2
                    && !stopped.getOrDefault(entry.subpath(0, 2).toString(), "FOLDER")
                            .startsWith("FOLDER");
            boolean within = aside || moved.stream().anyMatch(folder -> path.startsWith(folder + "/"));
            if ((existence || replaced) && !within && !path.contains(".dromedary-") && !path.equals(".")) {
                assertThat(told).as("killed at change %d", stop).contains(path);
            }
        }
        for (Event event : next) {
            if (event.outcome().equals(Outcome.RECOVERED.word())
                    && event.action().equals("copy")) {
                assertThat(stopped).as("killed at change %d", stop).containsKey(event.path());
                assertThat(log).extracting(Event::path).doesNotContain(event.path());
            }
        }
    }
}
