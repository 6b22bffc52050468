package io.dromedary;

import static io.dromedary.Trees.inScratch;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Trees.Node;
import io.dromedary.audit.PassResult;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tuple;

/**
 * Random trees and patterns: a pass leaves the source without what is excluded, and what stood in the replica and is
 * excluded. Folders have names of their own, so that none of them can be in the way of a file.
 */
class FilterPropertyTest {

    private static final String FOLDER = "a folder";

    private static final List<String> FILES = List.of("x", "x.o", "y.o", "%FF.o", "a%0A", "-n", "x y");
    private static final List<String> FOLDERS = List.of("a", "b", "b.o", "%FF");

    @Provide
    Arbitrary<List<Node>> trees() {
        return nodes(3);
    }

    private static Arbitrary<List<Node>> nodes(int depth) {
        return node(depth).list().ofMaxSize(5).map(nodes -> {
            Map<String, Node> byName = new TreeMap<>();
            nodes.forEach(node -> byName.put(node.name(), node));
            return List.copyOf(byName.values());
        });
    }

    private static Arbitrary<Node> node(int depth) {
        Arbitrary<Node> files = Combinators.combine(Arbitraries.of(FILES), Arbitraries.of("", "1", "other", "content"))
                .as(Trees::file);
        if (depth == 0) {
            return files;
        }
        Arbitrary<Node> folders = Combinators.combine(Arbitraries.of(FOLDERS), Arbitraries.lazy(() -> nodes(depth - 1)))
                .as((name, children) -> Trees.folder(name, children.toArray(Node[]::new)));
        return Arbitraries.frequencyOf(Tuple.of(3, files), Tuple.of(3, folders));
    }

    @Provide
    Arbitrary<List<String>> patterns() {
        Arbitrary<String> part = Arbitraries.of("x", "*.o", "a", "b", "b*", "?", "[!a]", "*", "**", "x?y", "-n", "a*");
        Arbitrary<String> pattern = Combinators.combine(
                        Arbitraries.of("", "", "!", "/", "!/"),
                        part.list().ofMinSize(1).ofMaxSize(3),
                        Arbitraries.of("", "", "/"))
                .as((before, parts, after) -> before + String.join("/", parts) + after);
        return pattern.list().ofMinSize(1).ofMaxSize(4);
    }

    @Property(tries = 150, shrinking = ShrinkingMode.BOUNDED)
    void aPassLeavesTheSourceWithoutWhatIsExcludedAndWhatStoodInTheReplicaAndIs(
            @ForAll("trees") List<Node> ours,
            @ForAll("trees") List<Node> theirs,
            @ForAll("trees") List<Node> later,
            @ForAll("patterns") List<String> lines,
            @ForAll boolean keeps) {
        Filter filter = new Filter(lines.stream().map(PathPattern::of).toList(), 0, Long.MAX_VALUE, !keeps);
        inScratch(scratch -> {
            Bench bench = Bench.in(scratch).with(filter);
            make(bench.source(), ours.toArray(Node[]::new));
            make(bench.replica(), theirs.toArray(Node[]::new));
            assertExact(bench, filter, keeps);
            rename(bench.source());
            make(bench.replica(), later.toArray(Node[]::new));
            assertExact(bench, filter, keeps);
        });
    }

    /** Renames what stands at the top of the source, which the pass may then move in the replica. */
    private static void rename(Path source) {
        try {
            for (Map.Entry<String, String> names :
                    Map.of("a", "c", "x", "z", "x.o", "z.o").entrySet()) {
                if (Files.exists(source.resolve(names.getKey()))) {
                    Files.move(source.resolve(names.getKey()), source.resolve(names.getValue()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertExact(Bench bench, Filter filter, boolean keeps) {
        SortedMap<Path, String> expected = new TreeMap<>();
        entries(bench.source()).forEach((path, entry) -> {
            if (!isExcluded(filter, path, entry)) {
                expected.put(path, entry);
            }
        });
        entries(bench.replica()).forEach((path, entry) -> {
            if (keeps && isExcluded(filter, path, entry)) {
                expected.put(path, entry);
                for (Path around = path.getParent(); around != null; around = around.getParent()) {
                    expected.put(around, FOLDER);
                }
            }
        });
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(entries(bench.replica())).isEqualTo(expected);
        assertThat(bench.preview().plan().isEmpty()).isTrue();
    }

    private static boolean isExcluded(Filter filter, Path path, String entry) {
        return filter.excludes(path, entry.equals(FOLDER));
    }

    /** What stands in a tree: for each path the content of the file, or that it is a folder. */
    private static SortedMap<Path, String> entries(Path root) {
        SortedMap<Path, String> found = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path path : all.filter(path -> !path.equals(root)).toList()) {
                found.put(root.relativize(path), Files.isDirectory(path) ? FOLDER : Files.readString(path));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }
}
