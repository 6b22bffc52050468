package io.dromedary.tree;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.sortedBadly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import io.dromedary.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalkTest {

    @TempDir
    Path temp;

    /** What a walk returns, each as kind and path, with what stands in the source on the left. */
    private static List<String> walk(Walk walk, Predicate<Pair> skips) {
        List<String> seen = new ArrayList<>();
        for (Pair pair = walk.next(); pair != null; pair = walk.next()) {
            seen.add(letter(pair.source()) + letter(pair.replica()) + " " + PathText.of(pair.path()));
            if (skips.test(pair)) {
                walk.skipContent();
            }
        }
        return seen;
    }

    private static String letter(Entry entry) {
        String letter = entry.is(Kind.ABSENT) ? "-" : entry.kind().name().substring(0, 2);
        return entry.failure() == null || entry.is(Kind.UNREADABLE) ? letter : letter + "!";
    }

    private static List<String> walk(Walk walk) {
        return walk(walk, pair -> false);
    }

    private Tree source(Trees.Node... nodes) {
        return Tree.plain(make(temp.resolve("source"), nodes));
    }

    private Tree replica(Trees.Node... nodes) {
        return Tree.plain(make(temp.resolve("replica"), nodes));
    }

    private static Tree following(Tree tree) {
        return new Tree(tree.root(), true, false, null, Set.of(), Filter.NONE);
    }

    @Test
    void aFolderIsFollowedByItsContentBeforeItsNextSibling() {
        assertThat(walk(new Walk(source(sortedBadly()), replica())))
                .containsExactly(
                        "FOFO .",
                        "FI- .hidden",
                        "FO- a",
                        "FI- a/x",
                        "FO- a/y",
                        "FI- a/y/z",
                        "FO- a b",
                        "FI- a b/x",
                        "FI- a-b",
                        "FI- a.txt",
                        "FO- empty");
    }

    @Test
    void bothSidesGoInLockStep() {
        Tree source = source(folder("a", file("x", ""), file("z", "")), file("a-b", ""), file("b", ""));
        Tree replica = replica(folder("a", file("y", ""), file("z", "")), file("a.txt", ""), file("b", ""));
        assertThat(walk(new Walk(source, replica)))
                .containsExactly(
                        "FOFO .", "FOFO a", "FI- a/x", "-FI a/y", "FIFI a/z", "FI- a-b", "-FI a.txt", "FIFI b");
    }

    @Test
    void aFolderAgainstAFileIsWalkedOnItsOwnSide() {
        Tree source = source(folder("a", file("x", "")), file("b", ""));
        Tree replica = replica(file("a", ""), folder("b", file("y", "")));
        assertThat(walk(new Walk(source, replica))).containsExactly("FOFO .", "FOFI a", "FI- a/x", "FIFO b", "-FI b/y");
    }

    @Test
    void namesThatAreNoTextFindTheirLikes() {
        Tree source = source(file("%FE", ""), file("%FF", ""), file("%C3%A9", ""));
        Tree replica = replica(file("%FF", ""), file("%FFx", ""));
        assertThat(walk(new Walk(source, replica)))
                .containsExactly("FOFO .", "FI- \u00e9", "FI- \\xFE", "FIFI \\xFF", "-FI \\xFFx");
    }

    @Test
    void theReplicaOfASpecialFileIsNotWalked() {
        Tree source = source(pipe("p"));
        Tree replica = replica(folder("p", file("x", "")));
        assertThat(walk(new Walk(source, replica))).containsExactly("FOFO .", "OTFO p");
    }

    @Test
    void aReplicaThatIsNotThereIsAbsentThroughout() {
        Tree source = source(file("a", ""));
        assertThat(walk(new Walk(source, Tree.plain(temp.resolve("none"))))).containsExactly("FO- .", "FI- a");
    }

    @Test
    void skippedContentIsNotWalked() {
        Tree source = source(sortedBadly());
        assertThat(walk(
                        new Walk(source, replica()),
                        pair -> pair.path().endsWith("a") || pair.path().endsWith("a-b")))
                .containsExactly(
                        "FOFO .", "FI- .hidden", "FO- a", "FO- a b", "FI- a b/x", "FI- a-b", "FI- a.txt", "FO- empty");
    }

    @Test
    void aSubtreeIsWalkedOnItsOwn() {
        Tree source = source(sortedBadly());
        assertThat(walk(Walk.ofSource(source, Path.of("a"))))
                .containsExactly("FO- a", "FI- a/x", "FO- a/y", "FI- a/y/z");
    }

    @Test
    void whatIsSparedIsNotSeen() {
        Tree source = source(folder("a", file("log.txt", ""), file("x", "")), folder("state", file("index", "")));
        Tree sparing = new Tree(
                source.root(), false, false, null, Set.of(Path.of("a/log.txt"), Path.of("state")), Filter.NONE);
        assertThat(walk(new Walk(sparing, replica()))).containsExactly("FOFO .", "FO- a", "FI- a/x");
        assertThat(sparing.shelters(Path.of("a"))).isTrue();
        assertThat(sparing.shelters(Path.of("a/log.txt"))).isFalse();
        assertThat(sparing.shelters(Path.of("b"))).isFalse();
    }

    @Test
    void whatVanishedFromBothSidesIsPassedOver() throws IOException {
        Tree source = source(file("a", ""), file("b", ""), file("c", ""));
        Walk walk = new Walk(source, replica());
        walk.next();
        Files.delete(source.resolve(Path.of("b")));
        assertThat(walk(walk)).containsExactly("FI- a", "FI- c");
    }

    @Test
    void linksAreLinks() {
        Tree source = source(folder("a", file("x", "")), link("l", "a"), link("nowhere", "none"));
        assertThat(walk(new Walk(source, replica())))
                .containsExactly("FOFO .", "FO- a", "FI- a/x", "LI- l", "LI- nowhere");
    }

    @Test
    void linksThatAreFollowedAreWhatTheyPointTo() {
        Tree source = source(folder("a", file("x", "")), link("f", "a/x"), link("l", "a"), link("nowhere", "none"));
        assertThat(walk(new Walk(following(source), replica())))
                .containsExactly("FOFO .", "FO- a", "FI- a/x", "FI- f", "FO- l", "FI- l/x", "UN- nowhere");
    }

    @Test
    void aLinkBackToAFolderAroundItIsUnreadable() {
        Tree source = source(folder("a", folder("b", link("here", "."), link("top", "../.."), link("up", ".."))));
        assertThat(walk(new Walk(following(source), replica())))
                .containsExactly("FOFO .", "FO- a", "FO- a/b", "UN- a/b/here", "UN- a/b/top", "UN- a/b/up");
    }

    @Test
    void aLoopIsSeenFromASubtreeTooWhenItLeadsAboveIt() {
        Tree source = source(file("other", ""), folder("a", folder("b", link("top", "../.."), link("up", ".."))));
        assertThat(walk(Walk.ofSource(following(source), Path.of("a/b"))))
                .containsExactly("FO- a/b", "UN- a/b/top", "UN- a/b/up");
    }

    @Test
    void twoLinksToOneFolderAreNoLoop() {
        Tree source = source(folder("a", file("x", "")), link("l", "a"), link("m", "a"));
        assertThat(walk(new Walk(following(source), replica())))
                .containsExactly("FOFO .", "FO- a", "FI- a/x", "FO- l", "FI- l/x", "FO- m", "FI- m/x");
    }

    @Test
    void theRootMayBeALink() throws IOException {
        source(file("a", ""));
        Path link = Files.createSymbolicLink(temp.resolve("link"), temp.resolve("source"));
        assertThat(walk(new Walk(Tree.plain(link), replica()))).containsExactly("FOFO .", "FI- a");
    }

    @Test
    void anUnreadableFolderIsNotWalkedOnEitherSide() {
        assumeFalse(Trees.isRoot(), "root may read everything");
        Tree source = source(folder("a", file("x", "")).mode(0), folder("b", file("x", "")));
        Tree replica =
                replica(folder("a", file("y", "")), folder("b", file("z", "")).mode(0));
        assertThat(walk(new Walk(source, replica))).containsExactly("FOFO .", "FO!FO a", "FOFO! b");
    }

    @Test
    void whatCannotBeLookedAtIsUnreadableAndNotAbsent() {
        assumeFalse(Trees.isRoot(), "root may read everything");
        Tree source = source(folder("a", file("x", "")).mode(0600));
        assertThat(walk(new Walk(source, replica(folder("a", file("x", ""))))))
                .containsExactly("FOFO .", "FOFO a", "UNFI a/x");
    }
}
