package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.tree.Kind;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TypeChangeTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    private static Trees.Node entry(Kind kind) {
        return switch (kind) {
            case FOLDER -> folder("a", file("x", "1"), folder("y", file("z", "2"), link("l", "z")), folder("empty"));
            case FILE -> file("a", "content");
            case LINK -> link("a", "a-b");
            default -> pipe("a");
        };
    }

    private static Trees.Node[] with(Trees.Node entry) {
        return new Trees.Node[] {entry, file("a-b", "same"), file("a.txt", "same"), folder("a b", file("x", ""))};
    }

    static Stream<Arguments> changes() {
        return Stream.of(Kind.FOLDER, Kind.FILE, Kind.LINK)
                .flatMap(source -> Stream.of(Kind.FOLDER, Kind.FILE, Kind.LINK, Kind.OTHER)
                        .map(replica -> Arguments.of(replica, source)));
    }

    @ParameterizedTest(name = "{0} becomes {1}")
    @MethodSource("changes")
    void whatBecameSomethingElseIsReplaced(Kind replica, Kind source) {
        make(bench.source(), with(entry(source)));
        make(bench.replica(), with(entry(replica)));
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(bench.preview().plan().isEmpty()).isTrue();
    }

    @ParameterizedTest(name = "{0} stays")
    @MethodSource("mirrored")
    void theReplicaOfWhatBecameASpecialFileStays(Kind replica) {
        make(bench.source(), with(entry(Kind.OTHER)));
        make(bench.replica(), with(entry(replica)));
        var before = snapshot(bench.replica());
        assertThat(bench.pass().deeds()).containsExactly("skipped a");
        assertThat(snapshot(bench.replica())).isEqualTo(before);
    }

    static Stream<Kind> mirrored() {
        return Stream.of(Kind.FOLDER, Kind.FILE, Kind.LINK);
    }

    @Test
    void aFolderThatBecameAFileIsReplacedAndItsContentToldOf() {
        make(bench.source(), with(entry(Kind.FILE)));
        make(bench.replica(), with(entry(Kind.FOLDER)));
        assertThat(bench.pass().deeds())
                .containsExactly(
                        "copy a",
                        "remove a/empty",
                        "remove a/x",
                        "remove a/y/l",
                        "remove a/y/z",
                        "remove a/y",
                        "remove a");
    }

    @Test
    void aFileThatBecameAFolderIsReplaced() {
        make(bench.source(), with(entry(Kind.FOLDER)));
        make(bench.replica(), with(entry(Kind.FILE)));
        assertThat(bench.pass().deeds())
                .containsExactly(
                        "create a", "create a/empty", "copy a/x", "create a/y", "copy a/y/l", "copy a/y/z", "remove a");
    }

    @Test
    void aFolderThatHoldsOurLogIsNotReplaced() {
        make(bench.source(), with(entry(Kind.FILE)));
        make(bench.replica(), with(entry(Kind.FOLDER)));
        Bench.Done done = bench.log(bench.replica("a/y/z")).pass();
        assertThat(done.messages())
                .contains("File a could not be copied: the replica has a folder there that holds our own log.");
        assertThat(kinds(bench.replica())).containsEntry("a/y/z", Kind.FILE);
    }
}
