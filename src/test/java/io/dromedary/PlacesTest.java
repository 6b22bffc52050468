package io.dromedary;

import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
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
