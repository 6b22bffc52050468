package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Verb;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file of the replica may have other names, outside of it: whatever a pass does, those stay what they are. */
class OtherNamesTest {

    private static final Instant OTHER = Instant.parse("2002-03-04T05:06:07.123456Z");

    @TempDir
    Path temp;

    private Bench bench;
    private Path outside;

    @BeforeEach
    void aReplicaWithASnapshot() throws IOException {
        bench = Bench.in(temp);
        make(bench.source(), folder("d", file("f", "x"), link("l", "f")), file("a", "y"), file("b", "another"));
        bench.pass();
        outside = temp.resolve("outside");
        Trees.run("cp", "-al", bench.replica().toString(), outside.toString());
        assertThat(Entry.at(outside.resolve("a")).links()).isEqualTo(2);
        assertThat(Entry.at(outside.resolve("d/l")).links()).isEqualTo(2);
        // Its second name has changed what the index knows of a file.
        bench.pass();
    }

    private List<String> assertOnlyTheReplicaChanges() {
        Map<String, String> before = snapshot(outside);
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(outside)).isEqualTo(before);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(bench.pass().deeds()).isEmpty();
        return done.deeds();
    }

    @Test
    void nothingIsCopiedAnewThatIsTheSame() {
        assertThat(assertOnlyTheReplicaChanges()).isEmpty();
        assertThat(Entry.at(bench.replica("a")).links()).isEqualTo(2);
    }

    @Test
    void aFileWithOtherMetadataIsCopiedAnew() throws IOException {
        dress(bench.source("a"), 0600, null);
        dress(bench.source("b"), 0644, OTHER);
        assertThat(bench.preview().plan().copies())
                .extracting(action -> action.verb() + " " + action.path() + ", "
                        + action.reason().words())
                .containsExactly("UPDATE a, metadata differs", "UPDATE b, metadata differs");
        assertThat(assertOnlyTheReplicaChanges()).containsExactly("update a", "update b");
        dress(bench.source("a"), 0640, null);
        assertThat(assertOnlyTheReplicaChanges()).containsExactly("adjust a");
    }

    @Test
    void aLinkWithAnotherTimeIsMadeAnew() throws IOException {
        dress(bench.source("d/l"), -1, OTHER);
        assertThat(assertOnlyTheReplicaChanges()).containsExactly("update d/l");
    }

    @Test
    void extendedAttributesGoToANewFile() throws IOException {
        assumeTrue(Posix.find().isPresent(), "extended attributes take native calls");
        bench = bench.with(bench.job().with(new Fidelity(false, false, true, true, true, true)));
        try (Posix.Folder folder = Posix.find().orElseThrow().openFolder(bench.source(), true)) {
            ByteBuffer value = ByteBuffer.wrap("1".getBytes(StandardCharsets.UTF_8));
            folder.setAttribute("a".getBytes(StandardCharsets.UTF_8), "user.one", value);
        } catch (IOException e) {
            assumeTrue(false, "the file system of the test has no such attributes: " + e.getMessage());
        }
        assertThat(assertOnlyTheReplicaChanges()).containsExactly("update a");
        assertThat(Posix.find().orElseThrow().attributes(outside.resolve("a"), false, name -> name.startsWith("user.")))
                .isEmpty();
    }

    @Test
    void aFileThatWasRenamedIsMovedAndKeepsItsOtherNames() throws IOException {
        Files.move(bench.source("b"), bench.source("d/c"));
        assertThat(assertOnlyTheReplicaChanges()).contains("move d/c");
        assertThat(Entry.at(bench.replica("d/c")).links()).isEqualTo(2);
    }

    @Test
    void aFileThatWasRenamedAndHasOtherMetadataIsMovedAndCopiedAnew() throws IOException {
        Files.move(bench.source("b"), bench.source("d/c"));
        dress(bench.source("d/c"), 0600, null);
        assertThat(assertOnlyTheReplicaChanges()).contains("move d/c").doesNotContain("copy d/c", "remove b");
        assertThat(Entry.at(bench.replica("d/c")).links()).isEqualTo(1);
    }

    @Test
    void aFileThatGotAnotherNameSinceThePlanWasMadeIsCopiedAnew() throws IOException {
        Trees.remove(outside);
        dress(bench.source("a"), 0600, null);
        dress(bench.source("d/l"), -1, OTHER);
        List<String> told = new ArrayList<>();
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            Trees.run("cp", "-al", bench.replica().toString(), outside.toString());
            Map<String, String> before = snapshot(outside);
            pass.copies().forEachRemaining(task -> {
                assertThat(task.action().verb()).isEqualTo(Verb.ADJUST);
                Event event = pass.copy(task.sequence()).flatMap(Carried::event).orElseThrow();
                sync.told(event);
                told.add(event.message());
            });
            pass.finish().forEachRemaining(event -> {});
            assertThat(snapshot(outside)).isEqualTo(before);
        }
        assertThat(told).containsExactly("File a has been adjusted.", "Link d/l has been adjusted.");
        assertThat(assertOnlyTheReplicaChanges()).isEmpty();
    }

    @Test
    void theNameThatAFileHasInTheTrashIsOneOfThem() throws IOException {
        Trees.remove(outside);
        outside = temp.resolve("trash");
        Path kept = make(outside.resolve("kept")).resolve("a");
        Files.createLink(kept, bench.replica("a"));
        dress(bench.source("a"), 0600, null);
        assertThat(assertOnlyTheReplicaChanges()).containsExactly("update a");
    }

    @Test
    void namesInTheReplicaPartWhenTheirMetadataDo() throws IOException {
        Trees.remove(outside);
        make(bench.source(), file("c", "y"));
        Files.createLink(bench.replica("c"), bench.replica("a"));
        outside = make(temp.resolve("nothing"));
        dress(bench.source("a"), 0600, null);
        assertThat(assertOnlyTheReplicaChanges()).contains("update a");
    }
}
