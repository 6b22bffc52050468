package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.apply.Disk;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that are two in the source, and one to the file system of the replica. */
class NamesakesTest {

    private static final String COMPOSED = "%C3%A9";
    private static final String DECOMPOSED = "e%CC%81";

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    private Bench.Done pass() {
        List<Event> events = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> new FoldingDisk(Disk.at(root)))) {
            return new Bench.Done(sync.run(events::add), events);
        }
    }

    private static List<String> problems(Bench.Done done) {
        return done.messages().stream()
                .filter(message -> message.contains("could not"))
                .toList();
    }

    @Test
    void theSecondOfTwoFilesIsAProblemAndOverwritesNothing() {
        make(bench.source(), file("README", "capitals"), file("Readme", "small"), file("z", ""));
        Bench.Done done = pass();
        assertThat(problems(done))
                .containsExactly(
                        "File Readme could not be copied: the replica's file system takes this name for that of"
                                + " README.");
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(bench.replica("README")).hasContent("capitals");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "README", "z");
        assertThat(pass().deedsButTimes()).containsExactly("problem Readme");
    }

    @Test
    void theSecondOfTwoSpellingsOfALetterIsAProblemToo() {
        make(bench.source(), file(COMPOSED, "composed"), file(DECOMPOSED, "decomposed"));
        assertThat(problems(pass())).hasSize(1);
        assertThat(bench.replica(DECOMPOSED)).hasContent("decomposed");
        assertThat(kinds(bench.replica())).hasSize(2);
    }

    @Test
    void twoFoldersAreNotPouredIntoOne() {
        make(
                bench.source(),
                folder("new", folder("DOCS", file("a", "1"), file("b", "1")), folder("docs", file("a", "2"))));
        Bench.Done done = pass();
        assertThat(problems(done))
                .containsExactlyInAnyOrder(
                        "Folder new/docs could not be created: the replica's file system takes this name for that of"
                                + " new/DOCS.",
                        "File new/docs/a could not be copied: the replica's file system takes this name for that of"
                                + " new/DOCS.");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "new", "new/DOCS", "new/DOCS/a", "new/DOCS/b");
        assertThat(bench.replica("new/DOCS/a")).hasContent("1");
        assertThat(problems(pass())).hasSize(2);
        assertThat(bench.replica("new/DOCS/a")).hasContent("1");
    }

    @Test
    void aFileAndAFolderAreNotConfused() {
        make(bench.source(), file("DOCS", "file"), folder("docs", file("a", "2")));
        Bench.Done done = pass();
        assertThat(problems(done)).isNotEmpty();
        assertThat(done.summary().result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(bench.replica("DOCS")).hasContent("file");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "DOCS");
    }

    @Test
    void whatIsSpelledAnewInTheSourceIsSpelledAnewInTheReplica() throws IOException {
        make(bench.source(), file("Readme", "content"), folder("Docs", file("a", "1")), file("z", ""));
        pass();
        Files.move(bench.source("Readme"), bench.source("README"));
        Files.move(bench.source("Docs"), bench.source("DOCS"));
        Bench.Done done = pass();
        assertThat(done.deedsButTimes()).containsExactlyInAnyOrder("move README", "move DOCS");
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void whatIsSpelledAnewIsSoWithoutAnIndexToo() throws IOException {
        make(bench.source(), file("Readme", "content"), folder("Docs", file("a", "1")), file("z", ""));
        pass();
        bench.forget();
        Files.move(bench.source("Readme"), bench.source("README"));
        Files.move(bench.source("Docs"), bench.source("DOCS"));
        Bench.Done done = pass();
        assertThat(problems(done)).isEmpty();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(pass().deeds()).isEmpty();
    }

    @Test
    void whatIsExcludedUnderAnotherSpellingStays() {
        make(bench.source(), file("README", "new"));
        make(bench.replica(), file("Readme", "excluded"));
        bench = bench.excluding("Readme");
        assertThat(problems(pass()))
                .containsExactly(
                        "File README could not be copied: the replica's file system takes this name for that of"
                                + " Readme.");
        assertThat(bench.replica("Readme")).hasContent("excluded");
    }

    @Test
    void aRenamedFileDoesNotOverwriteANamesake() throws IOException {
        make(bench.source(), file("other", "other"), file("Readme", "content"));
        pass();
        Files.move(bench.source("other"), bench.source("README"));
        Bench.Done done = pass();
        assertThat(problems(done)).anyMatch(message -> message.contains("takes this name for that of Readme"));
        assertThat(bench.replica("Readme")).hasContent("content");
        assertThat(bench.replica("other")).hasContent("other");
    }

    @Test
    void theTrashIsNoWayAroundIt() {
        bench = bench.trashing(temp.resolve("trash"), Duration.ofDays(1));
        theSecondOfTwoFilesIsAProblemAndOverwritesNothing();
    }

    @Test
    void whatSomebodyMadeMeanwhileUnderTheVeryNameIsReplaced() throws IOException {
        make(bench.source(), file("a", "ours"));
        make(bench.replica());
        try (FolderSync sync = bench.open()) {
            Pass pass = sync.begin();
            Files.writeString(bench.replica("a"), "theirs");
            pass.copies().forEachRemaining(task -> pass.copy(task.sequence()));
            pass.finish().forEachRemaining(event -> {});
        }
        assertThat(bench.replica("a")).hasContent("ours");
    }
}
