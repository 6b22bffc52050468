package io.dromedary.plan;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.sortedBadly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.Trees;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {

    private static final Trees.Node NONE = null;
    private static final Trees.Node FOLDER = folder("a", file("x", "1"), folder("y"));
    private static final Trees.Node FILE = file("a", "content");
    private static final Trees.Node LINK = link("a", "target");
    private static final Trees.Node PIPE = pipe("a");

    @TempDir
    Path temp;

    private Tree source(Trees.Node... nodes) {
        return Tree.plain(make(temp.resolve("source"), nodes));
    }

    private Tree replica(Trees.Node... nodes) {
        return Tree.plain(make(temp.resolve("replica"), nodes));
    }

    private static Comparison comparison(Tree source, Tree replica, StopSignal stop) {
        return new Comparison(
                source,
                replica,
                Compare.MD5,
                Scrub.NOTHING,
                Metadata.of(Fidelity.USUAL, Trees.isRoot(), ""),
                Index.NONE,
                Clock.systemUTC(),
                Throttle.NONE,
                ForkJoinPool.commonPool(),
                stop);
    }

    private static Plan plan(Tree source, Tree replica) {
        try {
            return new Planner(comparison(source, replica, StopSignal.NEVER)).plan();
        } catch (StoppedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A plan in words: verb, kind, path and reason of each action, then problems and what is skipped. */
    private static List<String> words(Plan plan) {
        List<String> words = new ArrayList<>();
        Stream.of(plan.copies(), plan.adjustments(), plan.removals())
                .flatMap(List::stream)
                .map(action -> String.join(
                        " ",
                        action.verb().word(),
                        action.kind().name().toLowerCase(java.util.Locale.ROOT),
                        PathText.of(action.path()) + ":",
                        action.reason().words()))
                .forEach(words::add);
        plan.problems().forEach(problem -> words.add("problem " + PathText.of(problem.path())));
        plan.skipped().forEach(path -> words.add("skip " + PathText.of(path)));
        return words;
    }

    /** What stands at one path on either side, and what is to be done. */
    static Stream<Arguments> pairs() {
        return Stream.of(
                row(NONE, NONE),
                // Source only
                row(FOLDER, NONE, "create folder a: new"),
                row(FILE, NONE, "copy file a: new"),
                row(LINK, NONE, "copy link a: new"),
                row(PIPE, NONE, "skip a"),
                // Replica only
                row(NONE, FOLDER, "remove folder a: extraneous"),
                row(NONE, FILE, "remove file a: extraneous"),
                row(NONE, LINK, "remove link a: extraneous"),
                row(NONE, PIPE, "remove other a: extraneous"),
                // Both, of one kind
                row(FOLDER, FOLDER),
                row(FOLDER, FOLDER.mode(0700), "adjust folder a: metadata differs"),
                row(FOLDER, FOLDER.time("2020-01-01T00:00:00Z"), "adjust folder a: metadata differs"),
                row(FILE, FILE),
                row(FILE, file("a", "another"), "update file a: content differs"),
                row(FILE, file("a", "CONTENT"), "update file a: content differs"),
                row(FILE, FILE.mode(0600), "adjust file a: metadata differs"),
                row(FILE, FILE.time("2020-01-01T00:00:00Z"), "adjust file a: metadata differs"),
                row(LINK, LINK),
                row(LINK, link("a", "elsewhere"), "update link a: content differs"),
                row(LINK, LINK.time("2020-01-01T00:00:00Z"), "adjust link a: metadata differs"),
                row(PIPE, PIPE, "skip a"),
                // Both, of different kinds
                row(FOLDER, FILE, "create folder a: type changed", "remove file a: type changed"),
                row(FOLDER, LINK, "create folder a: type changed", "remove link a: type changed"),
                row(FOLDER, PIPE, "create folder a: type changed", "remove other a: type changed"),
                row(FILE, FOLDER, "copy file a: type changed", "remove folder a: type changed"),
                row(FILE, LINK, "update file a: type changed"),
                row(FILE, PIPE, "update file a: type changed"),
                row(LINK, FOLDER, "copy link a: type changed", "remove folder a: type changed"),
                row(LINK, FILE, "update link a: type changed"),
                row(LINK, PIPE, "update link a: type changed"),
                row(PIPE, FOLDER, "skip a"),
                row(PIPE, FILE, "skip a"),
                row(PIPE, LINK, "skip a"));
    }

    private static Arguments row(Trees.Node source, Trees.Node replica, String... expected) {
        return Arguments.of(name(source), name(replica), source, replica, List.of(expected));
    }

    private static String name(Trees.Node node) {
        return node == null ? "nothing" : node.kind().name();
    }

    private static Trees.Node[] among(Trees.Node node) {
        Stream<Trees.Node> others = Arrays.stream(new Trees.Node[] {file("a-b", ""), file("a.txt", ""), folder("b")});
        return Stream.concat(Stream.ofNullable(node), others).toArray(Trees.Node[]::new);
    }

    @ParameterizedTest(name = "{0} against {1}: {4}")
    @MethodSource("pairs")
    void eachPairHasItsActions(
            String ours, String theirs, Trees.Node source, Trees.Node replica, List<String> expected) {
        Plan plan = plan(source(among(source)), replica(among(replica)));
        assertThat(words(plan)).isEqualTo(expected);
        assertThat(plan.isEmpty()).isEqualTo(expected.stream().allMatch(word -> word.startsWith("skip")));
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                row(FOLDER.mode(0), FOLDER, "adjust folder a: metadata differs", "problem a"),
                row(FOLDER.mode(0), NONE, "create folder a: new", "problem a"),
                row(FOLDER, FOLDER.mode(0), "adjust folder a: metadata differs", "problem a"),
                row(NONE, FOLDER.mode(0), "problem a"),
                row(NONE, folder("a", FILE, folder("b").mode(0)), "problem a/b"),
                row(FILE, FOLDER.mode(0), "problem a"),
                row(FILE.mode(0), FILE, "problem a"),
                row(FILE, FILE.mode(0), "update file a: content differs"),
                row(
                        folder("a", file("x", "1")).mode(0600),
                        folder("a", file("x", "2")).mode(0600),
                        "problem a/x"),
                row(folder("a").mode(0600), folder("a", file("x", "2")).mode(0600), "problem a/x"));
    }

    @ParameterizedTest(name = "{0} against {1}: {4}")
    @MethodSource("unreadable")
    void whatCannotBeReadIsNeverTakenForAbsent(
            String ours, String theirs, Trees.Node source, Trees.Node replica, List<String> expected) {
        assumeFalse(Trees.isRoot(), "root may read everything");
        assertThat(words(plan(source(among(source)), replica(among(replica))))).isEqualTo(expected);
    }

    @Test
    void aSubtreeOnOneSideIsOneActionWithItsCounts() {
        Plan plan = plan(
                source(sortedBadly()),
                replica(folder("old", file("x", "12"), folder("y", link("l", "x"), pipe("p"))), file("old-b", "345")));
        assertThat(words(plan))
                .containsExactly(
                        "copy file .hidden: new",
                        "create folder a: new",
                        "create folder a b: new",
                        "copy file a-b: new",
                        "copy file a.txt: new",
                        "create folder empty: new",
                        "remove folder old: extraneous",
                        "remove file old-b: extraneous");
        assertThat(plan.copies().get(1).counts())
                .extracting(Counts::entries, Counts::files, Counts::bytes)
                .containsExactly(4L, 2L, 8L);
        assertThat(plan.removals().get(0).counts())
                .extracting(Counts::entries, Counts::files, Counts::bytes)
                .containsExactly(5L, 3L, 2L);
        assertThat(plan.extraneous())
                .extracting(Counts::entries, Counts::files, Counts::bytes)
                .containsExactly(6L, 4L, 5L);
        assertThat(plan.replica().files()).isEqualTo(4);
        assertThat(plan.source().files()).isEqualTo(6);
    }

    @Test
    void aReplicaThatIsNotThereIsOneAction() {
        Plan plan = plan(source(sortedBadly()), Tree.plain(temp.resolve("none")));
        assertThat(words(plan)).containsExactly("create folder .: new");
        assertThat(plan.copies().get(0).counts().files()).isEqualTo(6);
    }

    @Test
    void ourOwnLogIsNeitherCopiedNorRemoved() {
        Set<Path> spared = Set.of(Path.of("logs/log.txt"));
        Tree source = source(folder("logs", file("log.txt", "1"), file("x", "")), file("logs-b", ""));
        Tree replica = replica(folder("logs", file("log.txt", "2"), file("y", "")));
        assertThat(words(plan(
                        new Tree(source.root(), false, false, null, spared, Filter.NONE),
                        new Tree(replica.root(), false, false, null, spared, Filter.NONE))))
                .containsExactly("copy file logs/x: new", "copy file logs-b: new", "remove file logs/y: extraneous");
    }

    @Test
    void anExtraneousFolderThatHoldsOurLogStaysAndTheRestOfItGoes() {
        Set<Path> spared = Set.of(Path.of("logs/more/log.txt"));
        Tree replica = replica(folder("logs", folder("more", file("log.txt", "2")), folder("y", file("z", ""))));
        assertThat(words(plan(source(), new Tree(replica.root(), false, false, null, spared, Filter.NONE))))
                .containsExactly("remove folder logs/y: extraneous");
    }

    private static Plan plan(Tree source, Tree replica, String folder) throws StoppedException {
        return new Planner(comparison(source, replica, StopSignal.NEVER)).plan(Set.of(Path.of(folder)));
    }

    @Test
    void aFolderIsLookedAtByItselfWithWhatIsNewThere() throws StoppedException {
        Tree source = source(folder("data", folder("sub", file("x", ""), folder("y", file("z", ""))), file("w", "")));
        Tree replica = replica(folder("data", folder("sub", file("old", ""))));
        assertThat(words(plan(source, replica, "data/sub")))
                .containsExactly(
                        "copy file data/sub/x: new",
                        "create folder data/sub/y: new",
                        "remove file data/sub/old: extraneous");
    }

    @Test
    void aFolderThatIsEmptyNowIsNoEmptySource() throws StoppedException {
        Plan plan = plan(source(folder("a")), replica(folder("a", file("x", ""), file("y", ""))), "a");
        assertThat(plan.removals()).hasSize(2);
        assertThat(new Guard(MaxDelete.DEFAULT).refuse(plan, false)).isEmpty();
    }

    @Test
    void aFolderIsNotLookedAtThroughALinkThatStandsAroundIt() throws StoppedException {
        make(temp.resolve("outside"), folder("sub", file("x", "not ours")));
        Tree real = source(folder("data", folder("sub", file("y", ""))), link("link", "../outside"));
        Tree replica = replica(folder("link", folder("sub", file("y", ""))), link("data", "../outside"));
        assertThat(plan(real, replica, "link/sub").isEmpty()).isTrue();
        assertThat(plan(real, replica, "data/sub").isEmpty()).isTrue();
        Tree following = new Tree(real.root(), true, false, replica.root(), Set.of(), Filter.NONE);
        assertThat(words(plan(following, replica, "link/sub")))
                .containsExactly("copy file link/sub/x: new", "remove file link/sub/y: extraneous");
    }

    @Test
    void planningStopsWhenToldTo() {
        Comparison stopped = comparison(source(FILE), replica(), () -> true);
        assertThatThrownBy(() -> new Planner(stopped).plan()).isInstanceOf(StoppedException.class);
    }
}
