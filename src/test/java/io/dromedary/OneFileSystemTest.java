package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of another file system that is mounted inside the source. */
class OneFileSystemTest {

    @TempDir
    Path temp;

    private Bench bench;
    private Bench within;

    @BeforeEach
    void aSourceWithPlacesToMountAt() {
        bench = Bench.in(temp);
        make(bench.source(), file("a", ""), folder("a-b", folder("mounted")), folder("mounted"), file("z", ""));
        Job job = bench.job();
        within = bench.with(new Job(
                job.name(),
                job.source(),
                job.replica(),
                job.interval(),
                job.log(),
                job.logFormat(),
                job.compare(),
                job.maxDelete(),
                job.followLinks(),
                true,
                job.pace()));
    }

    @Test
    void aMountedFileSystemIsAnEmptyFolderToWhoStaysOnTheSources() {
        try (Tmpfs top = Tmpfs.at(bench.source("mounted"));
                Tmpfs deep = Tmpfs.at(bench.source("a-b/mounted"))) {
            make(top.folder(), file("x", ""), folder("d", file("y", "")));
            make(deep.folder(), file("x", ""));
            Bench.Done done = within.pass();
            assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(kinds(bench.replica())).containsOnlyKeys(".", "a", "a-b", "a-b/mounted", "mounted", "z");
            assertThat(within.pass().deeds()).isEmpty();
            assertThat(within.preview().plan().isEmpty()).isTrue();

            assertThat(bench.pass().deedsButTimes())
                    .containsExactlyInAnyOrder(
                            "copy a-b/mounted/x", "copy mounted/x", "create mounted/d", "copy mounted/d/y");
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        }
    }

    @Test
    void whatTheReplicaHasOfAMountedFileSystemIsLeftAlone() {
        try (Tmpfs mounted = Tmpfs.at(bench.source("mounted"))) {
            make(mounted.folder(), file("changed", "old"), file("removed", ""));
            bench.pass();
            Trees.remove(mounted.folder().resolve("removed"));
            make(mounted.folder(), file("changed", "newer"), file("new", ""));
            make(bench.replica(), file("extraneous", ""));

            assertThat(within.pass().deedsButTimes()).containsExactly("remove extraneous");
            assertThat(bench.replica("mounted/changed")).hasContent("old");
            assertThat(kinds(bench.replica("mounted"))).containsOnlyKeys(".", "changed", "removed");
        }
    }
}
