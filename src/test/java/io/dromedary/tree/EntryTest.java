package io.dromedary.tree;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.Trees;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntryTest {

    @TempDir
    Path temp;

    @Test
    void anEntryTellsWhatStandsThere() {
        make(temp, folder("d").mode(01750), file("f", "hello").mode(04755), link("l", "f"), pipe("p"));
        Entry file = Entry.at(temp.resolve("f"));
        assertThat(file.kind()).isEqualTo(Kind.FILE);
        assertThat(file.stamp().size()).isEqualTo(5);
        assertThat(file.stamp().modified()).isEqualTo(ChronoUnit.NANOS.between(Instant.EPOCH, Trees.THEN));
        assertThat(file.stamp().changed()).isGreaterThan(file.stamp().modified());
        assertThat(file.access().mode()).isEqualTo(04755);
        assertThat(Entry.at(temp.resolve("d")).kind()).isEqualTo(Kind.FOLDER);
        assertThat(Entry.at(temp.resolve("d")).access().mode()).isEqualTo(01750);
        assertThat(Entry.at(temp.resolve("l")).target()).isEqualTo(Target.of(Path.of("f")));
        assertThat(Entry.at(temp.resolve("p")).kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void nothingIsAbsentAndSoIsWhatLiesBelowAFileOrALink() {
        make(temp, file("f", ""), link("l", "f"), link("n", "none"));
        assertThat(Entry.at(temp.resolve("none"))).isEqualTo(Entry.ABSENT);
        assertThat(Entry.at(temp.resolve("none/x"))).isEqualTo(Entry.ABSENT);
        assertThat(Entry.at(temp.resolve("f/x"))).isEqualTo(Entry.ABSENT);
        assertThat(Entry.at(temp.resolve("l/x"))).isEqualTo(Entry.ABSENT);
        assertThat(Entry.at(temp.resolve("n/x"))).isEqualTo(Entry.ABSENT);
    }

    @Test
    void aLinkThatIsFollowedNowhereIsUnreadableAndNotAbsent() {
        make(temp, link("n", "none"), link("loop", "loop"));
        assertThat(Entry.at(temp.resolve("n"), true).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(Entry.at(temp.resolve("loop"), true).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(Entry.at(temp.resolve("none"), true)).isEqualTo(Entry.ABSENT);
    }

    @Test
    void whatPermissionsHideIsUnreadable() {
        assumeFalse(Trees.isRoot(), "root may read everything");
        make(temp, folder("d", folder("e", file("f", ""))).mode(0));
        assertThat(Entry.at(temp.resolve("d/e")).kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(Entry.at(temp.resolve("d/e/f")).kind()).isEqualTo(Kind.UNREADABLE);
    }

    @Test
    void timesBefore1970AndAfter2038AreRead() {
        make(temp, file("old", "").time("1965-04-03T02:01:00Z"), file("new", "").time("2100-01-01T00:00:00Z"));
        assertThat(Entry.at(temp.resolve("old")).stamp().modified())
                .isEqualTo(Instant.parse("1965-04-03T02:01:00Z").getEpochSecond() * 1_000_000_000L);
        assertThat(Entry.at(temp.resolve("new")).stamp().modified())
                .isEqualTo(Instant.parse("2100-01-01T00:00:00Z").getEpochSecond() * 1_000_000_000L);
    }
}
