package io.dromedary;

import static io.dromedary.Trees.hardLinks;
import static io.dromedary.Trees.inScratch;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Random edits of files with several names, on either side: after one pass both sides have the same names of the same files. */
class HardLinksPropertyTest {

    private static final List<String> NAMES =
            List.of("a", "a-b", "b", "c", "d/a", "d/b", "d/c", "e/a", "e/b", "e/f/a", "e/f/b");

    private static final List<String> FOLDERS = List.of("d", "e", "e/f", "g");

    /** What somebody does to one name, or to two of them. */
    record Edit(Deed deed, String name, String other, int number) {}

    enum Deed {
        WRITE,
        WRITE_SECRETLY,
        LINK,
        PART,
        REMOVE,
        RENAME,
        MODE,
        TIME,
        RENAME_FOLDER
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(
                        Arbitraries.of(Deed.class),
                        Arbitraries.of(NAMES),
                        Arbitraries.of(NAMES),
                        Arbitraries.integers().between(0, 3))
                .as(Edit::new)
                .list()
                .ofMaxSize(14);
    }

    private static void edit(Path root, List<Edit> edits) {
        for (Edit edit : edits) {
            try {
                carryOut(edit, root.resolve(edit.name()), root.resolve(edit.other()), root);
            } catch (NoSuchFileException | FileAlreadyExistsException e) {
                // There is nothing to do it to.
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static void carryOut(Edit edit, Path name, Path other, Path root) throws IOException {
        boolean stands = Files.exists(name, LinkOption.NOFOLLOW_LINKS);
        switch (edit.deed()) {
            case WRITE -> {
                Files.createDirectories(name.getParent());
                Files.writeString(name, "content " + edit.number());
                // So that files are alike.
                Trees.dress(name, 0644, Trees.THEN);
            }
            case WRITE_SECRETLY -> {
                if (stands) {
                    Instant time = Files.getLastModifiedTime(name).toInstant();
                    Files.writeString(name, "CONTENT " + edit.number());
                    Trees.dress(name, -1, time);
                }
            }
            case LINK -> {
                if (stands && !name.equals(other)) {
                    Files.createDirectories(other.getParent());
                    Files.deleteIfExists(other);
                    Files.createLink(other, name);
                }
            }
            case PART -> {
                if (stands) {
                    Path copy = name.resolveSibling("copy");
                    Files.copy(name, copy, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.move(copy, name, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            case REMOVE -> Files.deleteIfExists(name);
            case RENAME -> {
                if (stands) {
                    Files.createDirectories(other.getParent());
                    Files.move(name, other, StandardCopyOption.ATOMIC_MOVE);
                }
            }
            case MODE -> Trees.dress(name, 0600 + edit.number(), null);
            case TIME -> Trees.dress(name, -1, Trees.THEN.plusSeconds(edit.number()));
            case RENAME_FOLDER -> {
                Path folder = root.resolve(FOLDERS.get(edit.number()));
                if (Files.exists(folder) && !Files.exists(root.resolve("z"))) {
                    Files.move(folder, root.resolve("z"));
                }
            }
        }
    }

    @Property(tries = 150, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void onePassMakesBothSidesTheSame(
            @ForAll("edits") List<Edit> first,
            @ForAll("edits") List<Edit> inSource,
            @ForAll("edits") List<Edit> inReplica,
            @ForAll("edits") List<Edit> last,
            @ForAll boolean withASnapshot) {
        inScratch(folder -> {
            Bench bench = Bench.in(folder).keepingHardLinks();
            Trees.make(bench.source());
            edit(bench.source(), first);
            assertConverges(bench, folder, withASnapshot);
            edit(bench.source(), inSource);
            assertConverges(bench, folder, withASnapshot);
            edit(bench.replica(), inReplica);
            edit(bench.source(), last);
            assertConverges(bench, folder, withASnapshot);
        });
    }

    /** Without {@code -H}, too, what has other names outside the replica stays as it is there. */
    @Property(tries = 60, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.BOUNDED)
    void withoutTheOptionASnapshotOfTheReplicaStaysAsItIs(
            @ForAll("edits") List<Edit> first,
            @ForAll("edits") List<Edit> inReplica,
            @ForAll("edits") List<Edit> inSource) {
        inScratch(folder -> {
            Bench bench = Bench.in(folder);
            Trees.make(bench.source());
            edit(bench.source(), first);
            bench.pass();
            edit(bench.replica(), inReplica);
            edit(bench.source(), inSource);
            Path snapshot = snapshotOf(bench, folder);
            Map<String, String> before = snapshot(snapshot);
            assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(snapshot(snapshot)).isEqualTo(before);
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
            assertThat(bench.pass().deeds()).isEmpty();
        });
    }

    private static Path snapshotOf(Bench bench, Path folder) {
        Path snapshot = folder.resolve("snapshot");
        Trees.remove(snapshot);
        Trees.run("cp", "-al", bench.replica().toString(), snapshot.toString());
        return snapshot;
    }

    private static void assertConverges(Bench bench, Path folder, boolean withASnapshot) {
        boolean kept = withASnapshot && Files.exists(bench.replica());
        Path snapshot = kept ? snapshotOf(bench, folder) : folder;
        Map<String, String> before = kept ? snapshot(snapshot) : Map.of();
        assertThat(bench.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(kept ? snapshot(snapshot) : Map.of()).isEqualTo(before);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(hardLinks(bench.replica())).isEqualTo(hardLinks(bench.source()));
        assertThat(bench.pass().deeds()).isEmpty();
        assertThat(bench.preview().plan().isEmpty()).isTrue();
    }
}
