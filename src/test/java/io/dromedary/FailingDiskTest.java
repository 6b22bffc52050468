package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.hardLink;
import static io.dromedary.Trees.hardLinks;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.FaultyDisk.Fault;
import io.dromedary.FaultyDisk.Step;
import io.dromedary.apply.Disk;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A disk that fails costs what it fails for, which is said, kept as it was, and brought by the next pass. */
class FailingDiskTest {

    private static final String FULL = "No space left on device";

    @TempDir
    Path temp;

    private Bench bench;
    private Map<String, String> before;

    @BeforeEach
    void synchronize() throws IOException {
        bench = Bench.in(temp).keepingHardLinks();
        make(
                bench.source(),
                file("updated", "old content"),
                file("mode", "1"),
                file("becomes a folder", "was a file"),
                folder("becomes a file", file("x", "was in a folder")),
                file("renamed", "content of renamed"),
                folder("moved", file("a", "content of a"), file("b", "content of b")),
                folder("gone", file("c", "gone c"), folder("d", file("e", "also gone e"))),
                folder("stays", file("f", "1")),
                file("linked", "content of linked"),
                link("pointer", "updated"));
        hardLink(bench.source(), "linked", "stays/linked");
        bench.pass();
        before = snapshot(bench.replica());
        // Somewhere else, because what is new must not get the inode of what went away, and look like it.
        Path elsewhere = Files.createDirectories(temp.resolve("elsewhere"));
        for (String gone : List.of("gone", "becomes a file", "becomes a folder", "pointer")) {
            Files.move(bench.source(gone), elsewhere.resolve(gone));
        }
        Files.move(bench.source("renamed"), bench.source("stays/renamed"));
        Files.move(bench.source("moved"), bench.source("moved too"));
        Trees.dress(bench.source("mode"), 0600, null);
        make(
                bench.source(),
                file("updated", "new content of another size"),
                file("becomes a file", "2"),
                folder("becomes a folder", file("g", "1")),
                folder("new", file("h", "1"), folder("i", file("j", "2")), link("k", "h")),
                file("large", "x".repeat(10_000)),
                link("pointer", "large"));
        hardLink(bench.source(), "linked", "new/linked", "linked too");
        hardLink(bench.source(), "large", "large too");
    }

    private Bench.Done passWith(Fault fault) {
        try (FolderSync sync = bench.open(root -> new FaultyDisk(Disk.at(root), fault))) {
            return Bench.pass(sync);
        }
    }

    private static Fault failing(Step which, String why) {
        return (step, path) -> {
            if (step == which) {
                throw new FileSystemException(path.toString(), null, why);
            }
        };
    }

    private void assertHealed() {
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(hardLinks(bench.replica())).isEqualTo(hardLinks(bench.source()));
        assertThat(bench.pass().events()).hasSize(1);
    }

    /** Each name holds what it held, or what it is to hold. */
    private void assertNothingIsTornOrLost() {
        Map<String, String> after = snapshot(bench.source());
        Map<String, String> now = snapshot(bench.replica());
        for (String path : before.keySet()) {
            if (after.containsKey(path)) {
                assertThat(now).containsKey(path);
            }
        }
        now.forEach((path, found) -> {
            if (found.startsWith(Kind.FILE.name()) && !path.contains(".dromedary-")) {
                assertThat(content(found))
                        .as(path)
                        .isIn(
                                content(before.get(path)),
                                content(after.get(path)),
                                content(before.get(movedFrom(path))));
            }
        });
        // What was renamed has its only copy under one of both names.
        assertThat(now.containsKey("renamed") || now.containsKey("stays/renamed"))
                .isTrue();
        assertThat(now.containsKey("moved/a") || now.containsKey("moved too/a")).isTrue();
    }

    private static String movedFrom(String path) {
        return path.replace("moved too/", "moved/");
    }

    private static String content(String found) {
        return found == null ? null : found.substring(found.lastIndexOf(' '));
    }

    /** An entry that was moved aside stays where it may be the last copy of something, and that is told. */
    private void assertNothingTemporaryIsLeft(Bench.Done done) {
        if (done.messages().stream().noneMatch(message -> message.contains("may be the last copy"))) {
            assertThat(temporaryNames()).as(String.join("\n", done.messages())).isEmpty();
        }
    }

    private List<String> temporaryNames() {
        return snapshot(bench.replica()).keySet().stream()
                .filter(path -> path.contains(".dromedary-"))
                .toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"CREATE_FILE", "WRITE", "CLOSE"})
    void withoutSpaceAFileKeepsItsContentAndTheRestGoesOn(Step step) {
        Bench.Done done = passWith(failing(step, FULL));

        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(done.messages())
                .contains(
                        "File updated could not be updated: no space left on device.",
                        "File large could not be copied: no space left on device.",
                        "File new/i/j could not be copied: no space left on device.",
                        "File stays/renamed has been moved from renamed.",
                        "Folder moved too has been moved from moved.",
                        "Link new/k has been copied.",
                        "File mode has been adjusted.");
        assertThat(snapshot(bench.replica()).get("updated")).isEqualTo(before.get("updated"));
        assertThat(snapshot(bench.replica()).get("becomes a file/x")).isEqualTo(before.get("becomes a file/x"));
        assertNothingIsTornOrLost();
        assertNothingTemporaryIsLeft(done);
        assertHealed();
    }

    @ParameterizedTest
    @EnumSource
    void whateverFailsAllTheTimeTakesNothingAwayAndHealsLater(Step step) {
        Bench.Done done = passWith(failing(step, "Input/output error"));

        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertNothingIsTornOrLost();
        if (step != Step.DELETE) {
            assertNothingTemporaryIsLeft(done);
        }
        assertHealed();
    }

    @ParameterizedTest
    @EnumSource
    void whateverIsForbiddenFromSomePointOnTakesNothingAwayAndHealsLater(Step step) throws IOException {
        AtomicInteger count = new AtomicInteger();
        Bench.Done done = passWith((which, path) -> {
            if (which == step && count.incrementAndGet() > 1) {
                throw new AccessDeniedException(path.toString());
            }
        });

        if (count.get() > 1) {
            assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        }
        assertNothingIsTornOrLost();
        assertHealed();
    }

    /** Each single failure, wherever it comes. */
    @Test
    void oneFailureIsOneProblemAndTheNextPassHealsIt() throws IOException {
        int number = 1;
        while (failsOnce(number)) {
            number++;
            Trees.remove(temp.resolve("source"));
            Trees.remove(temp.resolve("replica"));
            Trees.remove(temp.resolve("state"));
            Trees.remove(temp.resolve("elsewhere"));
            synchronize();
        }
        assertThat(number).isGreaterThan(50);
    }

    private boolean failsOnce(int number) {
        AtomicInteger count = new AtomicInteger();
        Step[] failed = new Step[1];
        Bench.Done done = passWith((step, path) -> {
            if (count.incrementAndGet() == number) {
                failed[0] = step;
                throw new FileSystemException(path.toString(), null, FULL);
            }
        });
        String what = "failure of change " + number + ", " + failed[0];
        assertThat(done.summary().result())
                .as(what)
                .isEqualTo(failed[0] == null ? PassResult.SYNCED : PassResult.PROBLEMS);
        assertThat(done.events().stream()
                        .filter(event -> event.outcome().equals("problem"))
                        .map(Event::reason))
                .as(what)
                .allMatch(reason -> reason.equals("no space left on device")
                        || reason.equals("it may be the last copy of what could not be copied")
                        || reason.startsWith("the folder is not empty")
                        || failed[0] == Step.DELETE);
        assertNothingIsTornOrLost();
        if (failed[0] != Step.DELETE) {
            assertNothingTemporaryIsLeft(done);
        }
        assertHealed();
        return failed[0] != null;
    }

    @Test
    void aTemporaryFileThatCannotBeRemovedIsRemovedByTheNextPass() {
        Bench.Done done = passWith((step, path) -> {
            if (step == Step.WRITE || step == Step.DELETE) {
                throw new FileSystemException(path.toString(), null, "Read-only file system");
            }
        });

        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(done.messages()).contains("File updated could not be updated: read-only file system.");
        assertThat(temporaryNames()).isNotEmpty();
        assertNothingIsTornOrLost();
        assertHealed();
    }
}
