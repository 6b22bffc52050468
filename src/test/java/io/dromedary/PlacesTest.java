package io.dromedary;

import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacesTest {

    @TempDir
    Path temp;

    @BeforeEach
    void folders() {
        make(
                temp,
                Trees.folder("a", Trees.folder("x", Trees.folder("y"))),
                Trees.folder("a-b"),
                link("to a", "a"),
                link("to x", "a/x"),
                link("nowhere", "none"));
    }

    private Places places(String source, String replica, String state) throws UnusableException {
        return Places.of(Job.of("test", temp.resolve(source), temp.resolve(replica)), temp.resolve(state));
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "a, a, is the source itself",
        "a, a/x/.., is the source itself",
        "a, ./a, is the source itself",
        "a, to a, is the source itself",
        "to a, a, is the source itself",
        "a, to x/.., is the source itself",
        "a, a/x, lies inside the source",
        "a, a/new, lies inside the source",
        "a, a/new/deep, lies inside the source",
        "a, a/./x/../new, lies inside the source",
        "a, to x, lies inside the source",
        "a, to a/new, lies inside the source",
        "to a, a/x/y, lies inside the source",
        "a/x, a, lies around the source",
        "to x, a, lies around the source",
        "a/x/y, to a, lies around the source",
        "a, ., lies around the source",
    })
    void sourceAndReplicaMayNotShareAFolder(String source, String replica, String why) {
        assertThatThrownBy(() -> places(source, replica, "state"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"a, a-b", "a-b, a", "a, a-c", "a, a.txt/new", "a/x, a/x-y", "to x, a-b", "a/x/y, a/x-y"})
    void neighboursAreFine(String source, String replica) throws UnusableException {
        assertThat(places(source, replica, "state").source()).exists();
    }

    @Test
    void theStateMayNotLieInsideTheReplica() {
        for (String state : new String[] {"a-b", "a-b/state", "a/../a-b/state"}) {
            assertThatThrownBy(() -> places("a", "a-b", state))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("state-dir lies inside the replica");
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "a, trash is the source itself",
        "to a, trash is the source itself",
        "a/x/trash, trash lies inside the source",
        "to x/new/trash, trash lies inside the source",
        "a-b, trash is the replica itself",
        "a-b/./trash, trash lies inside the replica",
        "., trash lies around the source",
        "state, trash is the state-dir itself",
        "state/new, trash lies inside the state-dir",
    })
    void theTrashSharesNoFolderWithAnything(String trash, String why) {
        Job job = Job.of("test", temp.resolve("a"), temp.resolve("a-b"))
                .with(new Trash(temp.resolve(trash), Trash.MONTH));
        assertThatThrownBy(() -> Places.of(job, temp.resolve("state")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }

    @Test
    void theTrashOfAJobAndTheReplicaOfAnotherShareNoFolder() {
        Job one = Job.of("one", temp.resolve("a"), temp.resolve("r1")).with(new Trash(temp.resolve("t"), Trash.MONTH));
        Job other = Job.of("other", temp.resolve("a"), temp.resolve("t/r2"));
        assertThatThrownBy(() -> FolderSync.check(List.of(one, other), temp.resolve("state")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("trash of the job one and the replica of another overlap");
    }

    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({"r, r", "r, r/deep", "r/deep/er, r", "r, ./r/../r/x", "to x, a-b/../a/x/new"})
    void replicasOfTwoJobsShareNoFolder(String one, String other) {
        Path source = temp.resolve("a-b");
        List<Job> jobs =
                List.of(Job.of("one", source, temp.resolve(one)), Job.of("other", source, temp.resolve(other)));
        assertThatThrownBy(() -> FolderSync.check(jobs, temp.resolve("state")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("replicas of the jobs one and other overlap");
    }

    @Test
    void theStateMayLieInsideTheSourceAndIsSpared() throws UnusableException {
        Places places = places("a", "a-b", "to a/state");
        assertThat(places.spared(places.source())).containsExactly(Path.of("state"));
        assertThat(places.spared(places.replica())).isEmpty();
    }

    @Test
    void theLogIsSparedWhereItReallyLies() throws UnusableException {
        Job job = Job.of("test", temp.resolve("a"), temp.resolve("a-b"));
        Job logged = Bench.in(temp).with(job).log(temp.resolve("to x/log.txt")).job();
        Places places = Places.of(logged, temp.resolve("state"));
        assertThat(places.spared(places.source())).containsExactly(Path.of("x/log.txt"));
        assertThat(places.logTakesPart()).isTrue();
    }

    @Test
    void aLinkThatLeadsNowhereCannotBeUsed() {
        assertThatThrownBy(() -> places("a", "nowhere", "state"))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("is a link that leads nowhere");
        assertThatThrownBy(() -> places("a", "nowhere/below", "state")).isInstanceOf(UnusableException.class);
    }
}
