package io.dromedary;

import static io.dromedary.Trees.inScratch;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Trees.Node;
import io.dromedary.audit.PassResult;
import io.dromedary.plan.Compare;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Assumptions;

/** Random trees and random edits on either side: after one pass both are the same. */
class MirrorPropertyTest {

    private static final int DEPTH = 4;

    private static final List<String> NAMES = List.of(
            "a",
            "a-b",
            "a.txt",
            "a b",
            "A",
            "b",
            ".a",
            "a%0A",
            "%FF",
            "%F0%9F%90%AA",
            "%E2%80%A8",
            "x\\y",
            "~",
            "-n",
            "*");

    /** What somebody does to one entry, which is picked by a number from those that stand there. */
    record Edit(int pick, Deed deed, Node fresh) {}

    enum Deed {
        REMOVE,
        REWRITE,
        REWRITE_SECRETLY,
        CHANGE_MODE,
        CHANGE_TIME,
        RENAME,
        REPLACE,
        ADD
    }

    @Provide
    Arbitrary<List<Node>> trees() {
        return nodes(DEPTH);
    }

    private static Arbitrary<List<Node>> nodes(int depth) {
        return node(depth).list().ofMaxSize(5).map(MirrorPropertyTest::oneOfEachName);
    }

    private static List<Node> oneOfEachName(List<Node> nodes) {
        Map<String, Node> byName = new TreeMap<>();
        nodes.forEach(node -> byName.put(node.name(), node));
        return List.copyOf(byName.values());
    }

    private static Arbitrary<Node> node(int depth) {
        Arbitrary<String> names = Arbitraries.of(NAMES);
        Arbitrary<Instant> times = Arbitraries.longs()
                .between(0, 4_000_000_000_000L)
                .map(micros -> Instant.EPOCH.plusMillis(micros).plusNanos(micros % 1000 * 1000));
        Arbitrary<Node> files = Combinators.combine(
                        names,
                        Arbitraries.of("", "x", "y", "content", "CONTENT"),
                        Arbitraries.of(0644, 0600, 0444, 0755, 04755, 02711, 01644),
                        times)
                .as((name, content, mode, time) -> new Node(Kind.FILE, name, content, List.of(), mode, time));
        Arbitrary<Node> links = Combinators.combine(names, Arbitraries.of("a", "../a", "none", "%FF"), times)
                .as((name, target, time) -> new Node(Kind.LINK, name, target, List.of(), -1, time));
        if (depth == 0) {
            return Arbitraries.oneOf(files, links);
        }
        Arbitrary<Node> folders = Combinators.combine(
                        names,
                        Arbitraries.lazy(() -> nodes(depth - 1)),
                        Arbitraries.of(0755, 0700, 0555, 01777, 02755),
                        times)
                .as((name, children, mode, time) -> new Node(Kind.FOLDER, name, null, children, mode, time));
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(4, files), net.jqwik.api.Tuple.of(1, links), net.jqwik.api.Tuple.of(3, folders));
    }

    @Provide
    Arbitrary<List<Edit>> edits() {
        return Combinators.combine(Arbitraries.integers().between(0, 1000), Arbitraries.of(Deed.class), node(1))
                .as(Edit::new)
                .list()
                .ofMaxSize(6);
    }

    private static void edit(Path root, List<Edit> edits) {
        for (Edit edit : edits) {
            List<Path> standing = new ArrayList<>();
            Trees.eachBelow(root, (path, entry) -> standing.add(path));
            if (standing.isEmpty() || edit.deed() == Deed.ADD) {
                put(root, edit.fresh());
            } else {
                carryOut(edit, standing.get(edit.pick() % standing.size()));
            }
        }
    }

    private static void carryOut(Edit edit, Path path) {
        boolean file = Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
        boolean link = Files.isSymbolicLink(path);
        try (Lent itself = new Lent(path.getParent(), link ? path.getParent() : path)) {
            switch (edit.deed()) {
                case REMOVE -> {
                    itself.keep();
                    Trees.remove(path);
                }
                case REWRITE -> {
                    if (file) {
                        Files.writeString(path, "written " + edit.pick());
                    }
                }
                case REWRITE_SECRETLY -> {
                    if (file) {
                        Instant time = Files.getLastModifiedTime(path).toInstant();
                        Files.writeString(path, "z".repeat((int) Files.size(path)));
                        Trees.dress(path, -1, time);
                    }
                }
                case CHANGE_MODE -> {
                    if (!link) {
                        itself.keep();
                        Trees.dress(path, file ? 0640 : 0750, null);
                    }
                }
                case CHANGE_TIME -> Trees.dress(path, -1, edit.fresh().time());
                case RENAME -> {
                    itself.keep();
                    Path target = path.resolveSibling("renamed");
                    if (path.equals(target)) {
                        return;
                    }
                    Trees.remove(target);
                    Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
                }
                case REPLACE -> {
                    itself.keep();
                    Trees.remove(path);
                    put(path.getParent(), edit.fresh());
                }
                default -> throw new IllegalArgumentException(edit.deed().name());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void put(Path parent, Node fresh) {
        Instant time = Instant.parse("2015-05-05T05:05:05Z");
        Trees.remove(Trees.child(parent, fresh.name()));
        make(parent, fresh);
        try {
            Trees.dress(parent, -1, time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Write permission of one's own entry and the folder around it for the moment. */
    private static final class Lent implements AutoCloseable {
        private final Path around;
        private final int modeAround;
        private final Path path;
        private final int mode;
        private boolean kept;

        Lent(Path around, Path path) throws IOException {
            this.around = around;
            this.path = path;
            this.modeAround = mode(around);
            this.mode = mode(path);
            Trees.dress(around, modeAround | 0700, null);
            Trees.dress(path, mode | 0600, null);
        }

        /** The entry goes, or gets another mode. */
        void keep() {
            kept = true;
        }

        @Override
        public void close() throws IOException {
            if (!kept) {
                Trees.dress(path, mode, null);
            }
            Trees.dress(around, modeAround, null);
        }

        private static int mode(Path path) throws IOException {
            return (Integer) Files.getAttribute(path, "unix:mode") & 07777;
        }
    }

    private static Node[] nodes(List<Node> list) {
        return list.toArray(Node[]::new);
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void aReplicaOfAnythingBecomesTheSameInOnePass(
            @ForAll("trees") List<Node> ours, @ForAll("trees") List<Node> theirs, @ForAll boolean full) {
        inScratch(scratch -> {
            Bench bench = Bench.in(scratch).with(full ? Compare.FULL : Compare.MD5);
            make(bench.source(), nodes(ours));
            make(bench.replica(), nodes(theirs));
            Bench.Done done = bench.pass();
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
            assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(bench.preview().plan().isEmpty()).isTrue();
        });
    }

    @Property(tries = 60, shrinking = ShrinkingMode.BOUNDED)
    void editsOnEitherSideAreMirroredInOnePass(
            @ForAll("trees") List<Node> tree,
            @ForAll("edits") List<Edit> inSource,
            @ForAll("edits") List<Edit> inReplica) {
        inScratch(scratch -> {
            Bench bench = Bench.in(scratch);
            make(bench.source(), nodes(tree));
            try (FolderSync sync = bench.open()) {
                Bench.pass(sync);
                Bench.pass(sync);
                edit(bench.source(), inSource);
                edit(bench.replica(), inReplica);
                Bench.Done done = Bench.pass(sync);
                assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
                assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
                var before = stamps(bench.replica());
                assertThat(Bench.pass(sync).deeds()).isEmpty();
                assertThat(stamps(bench.replica())).isEqualTo(before);
            }
        });
    }

    @Property(tries = 30, shrinking = ShrinkingMode.BOUNDED)
    void rsyncMakesTheSameOfIt(
            @ForAll("trees") List<Node> ours, @ForAll("trees") List<Node> theirs, @ForAll("edits") List<Edit> edits) {
        Assumptions.assumeTrue(rsyncIsInstalled(), "rsync is not installed");
        inScratch(scratch -> {
            Bench bench = Bench.in(scratch);
            Path oracle = scratch.resolve("oracle");
            make(bench.source(), nodes(ours));
            make(bench.replica(), nodes(theirs));
            make(oracle, nodes(theirs));
            edit(bench.source(), edits);
            // Checksums, because both sides may hold other content of one size and time; and times to the nanosecond.
            Trees.run(
                    "rsync", "-a", "--checksum", "--modify-window=-1", "--delete", bench.source() + "/", oracle + "/");
            bench.pass();
            assertThat(snapshot(bench.replica())).isEqualTo(snapshot(oracle));
            assertThat(kinds(bench.replica())).isEqualTo(kinds(bench.source()));
        });
    }

    private static boolean rsyncIsInstalled() {
        try {
            Process version = new ProcessBuilder("rsync", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
