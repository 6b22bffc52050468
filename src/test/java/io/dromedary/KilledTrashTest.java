package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.apply.Disk;
import io.dromedary.audit.PassResult;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A pass with a trash that is killed at each change of the replica and of the trash. Each content stands in one file. */
class KilledTrashTest {

    private static final Set<String> LOST = Set.of("old", "gone 1", "gone 2", "gone 3", "was file", "was in folder 1");
    private static final Duration KEEP = Duration.ofDays(30);

    @TempDir
    Path temp;

    /** Without native calls there is one change that takes two steps: a folder that becomes something else. */
    @BeforeAll
    static void needsNativeCalls() {
        assumeTrue(Posix.find().isPresent(), "without native calls there is an instant in which a name is missing");
    }

    private static Bench changed(Path folder) throws IOException {
        Bench bench = Bench.in(folder).trashing(folder.resolve("trash"), KEEP);
        make(
                bench.source(),
                file("same", "same"),
                file("updated", "old"),
                file("renamed", "renamed"),
                file("gone", "gone 1"),
                folder("folder", file("gone", "gone 2"), folder("deep", file("gone", "gone 3"), link("link", "gone"))),
                file("becomes a folder", "was file"),
                folder("becomes a file", file("f", "was in folder 1")),
                link("pointer", "same"));
        bench.pass();
        // Elsewhere, so that nothing new gets the number of what went away.
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        for (String gone : List.of("gone", "folder", "becomes a folder", "becomes a file", "pointer")) {
            Files.move(bench.source(gone), elsewhere.resolve(gone));
        }
        Files.move(bench.source("renamed"), bench.source("has another name"));
        make(
                bench.source(),
                file("updated", "new"),
                folder("becomes a folder", file("f", "in it")),
                file("becomes a file", "is a file"),
                link("pointer", "updated"),
                file("added", "added"));
        return bench;
    }

    /** Refuses what only works within one file system. */
    private static Disk apart(Disk disk) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (proxy, method, arguments) -> {
                    if (List.of("link", "take").contains(method.getName())) {
                        return false;
                    }
                    try {
                        return method.invoke(disk, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsOverwrittenOrRemovedIsInTheTrashOrStillInTheReplica(boolean sameFileSystem) throws IOException {
        int stop = 1;
        while (isKilled(stop, sameFileSystem)) {
            stop++;
        }
        System.out.println("killed at each of " + (stop - 1) + " changes");
        assertThat(stop).isGreaterThan(50);
    }

    private boolean isKilled(int stop, boolean sameFileSystem) throws IOException {
        Path folder = Files.createDirectory(temp.resolve("killed at " + stop));
        Bench bench = changed(folder);
        Path trash = folder.resolve("trash");
        Set<String> whole = contents(bench.replica(), false);
        boolean killed = !run(bench, trash, stop, sameFileSystem);

        Set<String> kept = contents(trash, false);
        assertThat(whole).as("whole in the trash at change %d", stop).containsAll(kept);
        Set<String> anywhere = contents(bench.replica(), true);
        anywhere.addAll(kept);
        assertThat(anywhere).as("killed at change %d", stop).containsAll(whole);

        Bench.Done next = bench.pass();
        assertThat(next.summary().result()).as("killed at change %d", stop).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).as("killed at change %d", stop).isEqualTo(snapshot(bench.source()));
        assertThat(contents(trash, true)).as("killed at change %d", stop).containsAll(LOST);
        assertThat(bench.pass().events()).as("killed at change %d", stop).hasSize(1);
        Trees.remove(folder);
        return killed;
    }

    /** False if the pass was killed. */
    private static boolean run(Bench bench, Path trash, int stop, boolean sameFileSystem) {
        AtomicInteger changes = new AtomicInteger();
        try (FolderSync sync = bench.open(root -> {
            Disk disk = Disk.at(root);
            boolean other = root.equals(trash) && !sameFileSystem;
            return new StoppingDisk(other ? apart(disk) : disk, stop, changes);
        })) {
            sync.run(event -> {});
            return true;
        } catch (StoppingDisk.Killed e) {
            return false;
        }
    }

    /** What the files of a tree hold; those under temporary names too, if asked for. */
    private static Set<String> contents(Path root, boolean temporary) {
        Set<String> contents = new TreeSet<>();
        if (Files.exists(root)) {
            Trees.eachBelow(root, (path, entry) -> {
                if (entry.is(Kind.FILE) && (temporary || !path.toString().contains(".dromedary-"))) {
                    contents.add(read(path));
                }
            });
        }
        return contents;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
