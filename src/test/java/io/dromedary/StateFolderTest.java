package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
        make(bench.source(), file("f", ""));
    }

    private void assertRefused() {
        assertThatThrownBy(() -> FolderSync.open(bench.job(), bench.state(), bench.clock()))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("in use by another instance")
                .hasMessageContaining("(process " + ProcessHandle.current().pid() + ")");
    }

    /** Another program that tries the lock of the one replica: {@code free} or {@code held}. */
    public static final class Other {
        private Other() {}

        public static void main(String[] arguments) throws IOException {
            try (FileChannel lock = FileChannel.open(Path.of(arguments[0]), StandardOpenOption.WRITE)) {
                System.out.print(lock.tryLock() == null ? "held" : "free");
            }
        }
    }

    private String seenByAnotherProcess() throws IOException {
        Path lock;
        try (var folders = Files.list(bench.state())) {
            lock = folders.findFirst().orElseThrow().resolve("lock");
        }
        return Trees.run(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                Path.of(Other.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath())
                        .toString(),
                Other.class.getName(),
                lock.toString());
    }

    @Test
    void oneReplicaHasOneInstance() {
        FolderSync first = bench.open();
        assertRefused();
        assertRefused();
        first.close();
        bench.open().close();
    }

    @Test
    void anInstanceThatWasRefusedDoesNotTakeTheLockFromTheOther() throws IOException {
        FolderSync first = bench.open();
        assertThat(seenByAnotherProcess()).isEqualTo("held");
        assertRefused();
        assertThat(seenByAnotherProcess()).isEqualTo("held");
        first.close();
        assertThat(seenByAnotherProcess()).isEqualTo("free");
    }

    @Test
    void anotherSpellingIsTheSameReplica() throws IOException {
        make(bench.replica());
        Files.createSymbolicLink(temp.resolve("link"), bench.replica());
        FolderSync first = bench.open();
        for (String spelling : new String[] {"link", "source/../replica", "./replica"}) {
            Job job = Job.of("other", bench.source(), temp.resolve(spelling));
            assertThatThrownBy(() -> FolderSync.open(job, bench.state(), bench.clock()))
                    .isInstanceOf(UnusableException.class);
        }
        first.close();
    }

    @Test
    void aReplicaThatIsMadeInThePassIsTheSameAfterwards() {
        FolderSync first = bench.open();
        Bench.pass(first);
        assertRefused();
        first.close();
    }

    @Test
    void twoReplicasHaveTwoInstances() {
        Bench other = bench.with(Job.of("other", bench.source(), temp.resolve("replica-b")));
        FolderSync first = bench.open();
        other.open().close();
        first.close();
    }

    @Test
    void aPreviewTakesNoLock() {
        FolderSync first = bench.open();
        assertThat(bench.preview().plan().copies()).isNotEmpty();
        assertRefused();
        first.close();
    }

    @Test
    void aProcessIdThatWasLeftBehindHoldsUpNobody() throws IOException {
        bench.open().close();
        try (var folders = Files.list(bench.state())) {
            Path folder = folders.findFirst().orElseThrow();
            Files.writeString(
                    folder.resolve("pid"), Long.toString(ProcessHandle.current().pid()));
        }
        bench.open().close();
    }

    @Test
    void aStateFolderThatWasMadeReadOnlyMeanwhileIsLetGo() throws IOException {
        assumeFalse(Trees.isRoot(), "root may write everywhere");
        FolderSync first = bench.open();
        Path folder;
        try (var folders = Files.list(bench.state())) {
            folder = folders.findFirst().orElseThrow();
        }
        Trees.dress(folder, 0500, null);
        first.close();
        assertThat(seenByAnotherProcess()).isEqualTo("free");
        bench.open().close();
        Trees.dress(folder, 0700, null);
    }

    @Test
    void aStateFolderThatCannotBeWrittenIsNamed() throws IOException {
        Files.writeString(bench.state(), "a file");
        assertThatThrownBy(() -> FolderSync.open(bench.job(), bench.state(), bench.clock()))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("state folder")
                .hasMessageContaining("--state-dir");
    }

    @Test
    void aStateFolderWithoutPermissionIsNamed() throws IOException {
        assumeFalse(Trees.isRoot(), "root may write everywhere");
        Files.createDirectory(bench.state());
        Trees.dress(bench.state(), 0500, null);
        assertThatThrownBy(() -> FolderSync.open(bench.job(), bench.state(), bench.clock()))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("permission denied");
    }
}
