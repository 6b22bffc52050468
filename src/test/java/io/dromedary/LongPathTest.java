package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.foundIn;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.makeDeep;
import static io.dromedary.Trees.removeDeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.MaxDelete;
import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trees that are so deep that no call takes the path of what is at their end. */
class LongPathTest {

    private static final int LEVELS = 1000;

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void aDeepSource() {
        assumeTrue(Posix.find().isPresent(), "without native calls such paths are problems");
        bench = Bench.in(temp);
        make(bench.source(), file("beside", "1"));
        makeDeep(bench.source(), "directory", LEVELS);
    }

    @AfterEach
    void remove() {
        // What the extension for temporary folders cannot remove by path.
        for (String folder : new String[] {"source", "replica", "trash"}) {
            removeDeep(temp.resolve(folder));
        }
    }

    private Bench.Done passAndCompare() {
        Bench.Done done = bench.pass();
        assertThat(done.summary().message()).contains("no problems");
        assertThat(foundIn(bench.replica())).isEqualTo(foundIn(bench.source()));
        assertThat(bench.preview().plan().isEmpty()).isTrue();
        return done;
    }

    @Test
    void aThousandLevelsAreCopiedAdjustedMovedAndRemoved() throws IOException {
        assertThat(passAndCompare().summary().created()).isEqualTo(LEVELS + 1);
        assertThat(bench.pass().deeds()).isEmpty();
        Trees.run("chmod", "-R", "o-rwx", bench.source().toString());
        assertThat(passAndCompare().summary().adjusted()).isGreaterThan(LEVELS);
        Files.move(bench.source("directory"), bench.source("moved"));
        assertThat(passAndCompare().deedsButTimes()).containsExactly("move moved");
        removeDeep(bench.source("moved"));
        assertThat(passAndCompare().summary().removed()).isGreaterThan(LEVELS);
    }

    @Test
    void nothingThatALinkLeadsToIsChangedHoweverDeepItStands() throws IOException {
        bench.pass();
        make(temp.resolve("outside"), file("f", "not ours"));
        var before = Trees.snapshot(temp.resolve("outside"));
        Path half = bench.replica().resolve("directory/".repeat(300) + "directory");
        Files.move(half, temp.resolve("replica/aside"));
        Files.createSymbolicLink(half, temp.resolve("outside"));
        passAndCompare();
        assertThat(Trees.snapshot(temp.resolve("outside"))).isEqualTo(before);
    }

    @Test
    void whatIsRemovedAtAnyDepthIsKeptInTheTrash() {
        bench = bench.with(MaxDelete.parse("100%")).trashing(temp.resolve("trash"), Duration.ofDays(1));
        bench.pass();
        removeDeep(bench.source("directory"));
        passAndCompare();
        assertThat(foundIn(temp.resolve("trash"))).anyMatch(line -> line.contains("directory/".repeat(LEVELS) + "f"));
    }

    @Test
    void linksAreFollowedAtAnyDepth() {
        bench = bench.followingLinks();
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(foundIn(bench.replica())).noneMatch(line -> line.contains("/l l "));
        assertThat(bench.pass().deeds()).isEmpty();
    }
}
