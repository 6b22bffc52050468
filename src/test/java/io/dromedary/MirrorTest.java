package io.dromedary;

import static io.dromedary.Trees.child;
import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.pipe;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.sortedBadly;
import static io.dromedary.Trees.stamps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a replica is after one pass over real folders. */
class MirrorTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
    }

    private Bench.Done passAndCompare() {
        Bench.Done done = bench.pass();
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(bench.preview().plan().isEmpty()).isTrue();
        return done;
    }

    @Test
    void aReplicaThatIsNotThereIsMade() {
        make(bench.source(), sortedBadly());
        assertThat(passAndCompare().deeds())
                .containsExactly(
                        "create .",
                        "copy .hidden",
                        "create a",
                        "copy a/x",
                        "create a/y",
                        "copy a/y/z",
                        "create a b",
                        "copy a b/x",
                        "copy a-b",
                        "copy a.txt",
                        "create empty");
    }

    @Test
    void aReplicaIsMadeWithTheFoldersAroundIt() throws IOException {
        make(bench.source(), file("f", "x"));
        bench = bench.with(Job.of("deep", bench.source(), temp.resolve("not/there/yet")));
        bench = bench.log(temp.resolve("log.txt"));
        passAndCompare();
    }

    @Test
    void anEmptySourceMakesAnEmptyReplica() {
        make(bench.source());
        passAndCompare();
        assertThat(kinds(bench.replica())).containsOnlyKeys(".");
    }

    @Test
    void siblingsThatSortBadlyAreToldApart() {
        make(bench.source(), sortedBadly());
        make(bench.replica(), folder("a", file("x", "old")), file("a.b", ""), folder("a-c", file("x", "")));
        passAndCompare();
    }

    @Test
    void contentThatDiffersIsReplaced() {
        make(bench.source(), file("longer", "12345"), file("same size", "abc"), file("empty", ""));
        make(bench.replica(), file("longer", "123"), file("same size", "abd"), file("empty", "not"));
        assertThat(passAndCompare().deeds()).containsExactly("update empty", "update longer", "update same size");
    }

    @Test
    void largeFilesAreCopiedWhole() throws IOException {
        make(bench.source());
        byte[] content = new byte[1_000_003];
        new java.util.Random(7).nextBytes(content);
        Files.write(bench.source("large"), content);
        assertThat(passAndCompare().summary().bytes()).isEqualTo(content.length);
        assertThat(bench.replica("large")).hasBinaryContent(content);
    }

    @Test
    void timesOfFilesFoldersAndLinksAreKept() {
        make(
                bench.source(),
                folder(
                                "d",
                                file("f", "x").time("1999-12-31T23:59:59.999999Z"),
                                link("l", "f").time("2012-03-04T05:06:07.000001Z"))
                        .time("1980-01-01T00:00:00Z"),
                folder("empty").time("2038-01-20T00:00:00Z"),
                file("late", "").time("2100-01-01T00:00:00Z"),
                file("early", "").time("1969-01-01T00:00:00Z"));
        passAndCompare();
    }

    @Test
    void timesThatDifferAreAdjustedWithoutACopy() throws IOException {
        make(bench.source(), folder("d", file("f", "x")), link("l", "d"));
        bench.pass();
        for (String path : new String[] {"d/f", "l", "d", ""}) {
            dress(bench.replica().resolve(path), -1, Instant.parse("2020-01-01T00:00:00Z"));
        }
        assertThat(passAndCompare().deeds())
                .containsExactlyInAnyOrder("adjust d/f", "adjust l", "adjust d", "adjust .");
    }

    @ParameterizedTest
    @ValueSource(ints = {0600, 0644, 0444, 0400, 0755, 0777, 01644, 02755, 04755, 06711, 07777})
    void allPermissionBitsOfFilesAreKept(int mode) {
        make(bench.source(), file("f", "x").mode(mode), file("g", "y"));
        make(bench.replica(), file("g", "y").mode(mode));
        passAndCompare();
    }

    @ParameterizedTest
    @ValueSource(ints = {0700, 0755, 0500, 0555, 0777, 01777, 02755, 07755})
    void allPermissionBitsOfFoldersAreKept(int mode) {
        make(
                bench.source(),
                folder("d", file("f", "x"), folder("e", file("g", "y"))).mode(mode),
                folder("h"));
        make(bench.replica(), folder("h").mode(mode));
        passAndCompare();
    }

    @Test
    void theRootHasPermissionsAndATimeToo() throws IOException {
        make(bench.source(), file("f", "x"));
        dress(bench.source(), 0750, Instant.parse("2011-11-11T11:11:11Z"));
        passAndCompare();
        dress(bench.source(), 0700, Instant.parse("2012-12-12T12:12:12Z"));
        assertThat(passAndCompare().deeds()).containsExactly("adjust .");
    }

    @Test
    void ownersAreKeptByRoot() throws IOException {
        assumeTrue(Trees.isRoot(), "only root may give files away");
        make(bench.source(), folder("d", file("f", "x").mode(04755), link("l", "f")), file("g", "y"));
        bench.pass();
        for (String path : new String[] {"d", "d/f", "d/l", "g"}) {
            Files.setAttribute(bench.source(path), "unix:uid", 1234, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(bench.source(path), "unix:gid", 4321, LinkOption.NOFOLLOW_LINKS);
        }
        dress(bench.source("d/f"), 04755, null);
        assertThat(passAndCompare().deeds())
                .containsExactlyInAnyOrder("adjust d/f", "adjust d/l", "adjust g", "adjust d");
    }

    @Test
    void ownersOfWhatIsNewAreKeptByRoot() throws IOException {
        assumeTrue(Trees.isRoot(), "only root may give files away");
        make(bench.source(), folder("d", file("f", "x"), link("l", "f")).mode(02755));
        for (String path : new String[] {"d", "d/f", "d/l"}) {
            Files.setAttribute(bench.source(path), "unix:uid", 1234, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(bench.source(path), "unix:gid", 4321, LinkOption.NOFOLLOW_LINKS);
        }
        dress(bench.source("d/f"), 06755, null);
        dress(bench.source("d"), 02755, null);
        passAndCompare();
    }

    @Test
    void linksStayLinks() {
        make(
                bench.source(),
                folder("d", file("f", "x")),
                link("file", "d/f"),
                link("folder", "d"),
                link("nowhere", "does/not/exist"),
                link("absolute", "/etc/hostname"),
                link("around", "../.."),
                link("bytes", "%FF/x"));
        passAndCompare();
    }

    @Test
    void aLinkPointsWhereItPointsToTheLastSlash() throws IOException {
        assumeTrue(Posix.find().isPresent(), "the JDK makes paths simpler than they are");
        make(bench.source(), link("l", "d"), folder("d"));
        try (Posix.Folder source = Posix.find().orElseThrow().openFolder(bench.source(), true)) {
            source.createLink(new byte[] {'m'}, "d//./".getBytes(StandardCharsets.US_ASCII));
        }
        passAndCompare();
        assertThat(Trees.run("readlink", bench.replica("m").toString())).isEqualTo("d//./\n");
        Files.delete(bench.source("m"));
        make(bench.source(), link("m", "d/."));
        assertThat(passAndCompare().deeds()).contains("update m");
    }

    @Test
    void aLinkThatPointsElsewhereNowIsReplaced() {
        make(bench.source(), link("l", "new"), link("m", "same"));
        make(bench.replica(), link("l", "old"), link("m", "same"));
        assertThat(passAndCompare().deeds()).containsExactly("update l");
    }

    @Test
    void linksAreFollowedWhenAskedTo() throws IOException {
        make(temp.resolve("outside"), file("f", "outside"), folder("d", file("g", "deep")));
        make(bench.source(), link("file", "../outside/f"), link("folder", "../outside"), file("plain", ""));
        bench = bench.followingLinks();
        Bench.Done done = bench.pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(bench.replica("file")).isRegularFile().hasContent("outside");
        assertThat(Files.isSymbolicLink(bench.replica("file"))).isFalse();
        assertThat(snapshot(bench.replica("folder"))).isEqualTo(snapshot(temp.resolve("outside")));
        assertThat(bench.preview().plan().isEmpty()).isTrue();
        assertThat(bench.pass().deeds()).isEmpty();
    }

    @Test
    void aLinkThatIsFollowedNowhereIsAProblemAndKeepsItsReplica() {
        make(bench.source(), link("l", "none"), file("f", ""));
        make(bench.replica(), file("l", "kept"));
        bench = bench.followingLinks();
        Bench.Done done = bench.pass();
        assertThat(done.deeds()).contains("copy f", "problem l");
        assertThat(bench.replica("l")).hasContent("kept");
    }

    @Test
    void aLinkBackToAFolderAroundItIsAProblemAndNothingBelowItIsCopied() {
        make(bench.source(), file("f", ""), folder("d", link("up", ".."), file("g", "")));
        bench = bench.followingLinks();
        make(bench.replica());
        Bench.Done done = bench.pass();
        assertThat(done.summary().problems()).isEqualTo(1);
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "f", "d", "d/g");
    }

    @Test
    void socketsAndPipesAreSkippedAndToldOfOnce() {
        make(bench.source(), pipe("p"), file("f", ""), folder("d", pipe("q")));
        try (FolderSync sync = bench.open()) {
            Bench.Done first = Bench.pass(sync);
            assertThat(first.deeds()).contains("skipped p", "skipped d/q", "copy f");
            assertThat(first.summary().result()).isEqualTo(PassResult.SYNCED);
            assertThat(first.summary().skipped()).isEqualTo(2);
            assertThat(Bench.pass(sync).deeds()).isEmpty();
        }
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "f", "d");
    }

    @Test
    void aPipeInTheReplicaIsExtraneousOrReplaced() {
        make(bench.source(), file("p", "file now"));
        make(bench.replica(), pipe("p"), pipe("q"));
        passAndCompare();
    }

    @Test
    void extraneousEntriesAreRemovedOneEventEach() {
        make(bench.source(), file("keep", ""));
        make(
                bench.replica(),
                file("keep", ""),
                folder("a", file("x", ""), folder("y", link("l", "x"))),
                file("a-b", ""));
        assertThat(passAndCompare().deeds())
                .containsExactly("remove a/x", "remove a/y/l", "remove a/y", "remove a", "remove a-b");
    }

    @Test
    void aRemovedLinkLeavesItsTargetAlone() {
        make(temp.resolve("outside"), file("f", "x"));
        make(bench.source());
        make(bench.replica(), link("l", "../outside"), folder("d", link("m", "../../outside")));
        var before = snapshot(temp.resolve("outside"));
        passAndCompare();
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
    }

    @Test
    void aLinkInPlaceOfAReplicaFolderIsReplacedAndItsTargetLeftAlone() {
        make(temp.resolve("outside"), file("x", "old"), file("y", ""));
        make(bench.source(), folder("d", file("x", "new")));
        make(bench.replica(), link("d", "../outside"));
        var before = snapshot(temp.resolve("outside"));
        passAndCompare();
        assertThat(snapshot(temp.resolve("outside"))).isEqualTo(before);
    }

    @Test
    void bothRootsMayBeLinks() throws IOException {
        make(bench.source(), sortedBadly());
        make(bench.replica());
        Path sourceLink = Files.createSymbolicLink(temp.resolve("to source"), bench.source());
        Path replicaLink = Files.createSymbolicLink(temp.resolve("to replica"), bench.replica());
        Job linked = Job.of("linked", sourceLink, replicaLink).with(bench.job().maxDelete());
        Bench.Done done = bench.with(linked).log(temp.resolve("log.txt")).pass();
        assertThat(done.summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
        assertThat(Files.isSymbolicLink(replicaLink)).isTrue();
    }

    @Test
    void namesMayHoldAnyByte() {
        make(
                bench.source(),
                folder("%FF", file("%FE%0A", "x"), link("l", "%FE%0A")),
                file("%E2%80%A8", "y"),
                file("%F0%9F%90%AA", "z"),
                file("back\\slash", ""),
                file(" ", ""),
                file("-rf", ""),
                file("~", ""),
                file("*", ""),
                file("long-" + "x".repeat(250), ""),
                file(".dromedary-1-1.tmp", "a name like ours"));
        passAndCompare();
        assertThat(child(bench.replica(), "%FF/%FE%0A")).hasContent("x");
        Trees.remove(bench.source("%FF"));
        assertThat(passAndCompare().deeds()).contains("remove \\xFF/l", "remove \\xFF/\\xFE\\x0A", "remove \\xFF");
    }

    @Test
    void deepTreesAreCopiedAndRemoved() throws IOException {
        Path deepest = make(bench.source());
        for (int depth = 0; depth < 300; depth++) {
            deepest = deepest.resolve("deep");
        }
        Files.createDirectories(deepest);
        passAndCompare();
        Trees.remove(bench.source("deep"));
        assertThat(passAndCompare().summary().removed()).isEqualTo(300);
    }

    @Test
    void aSecondPassDoesNothing() {
        make(bench.source(), sortedBadly());
        make(
                bench.source(),
                folder("locked", file("f", "x")).mode(0555),
                link("l", "a"),
                file("suid", "").mode(04755));
        bench.pass();
        var before = stamps(bench.replica());
        Summary summary = bench.pass().summary();
        assertThat(summary.message()).contains("nothing to do, 0 bytes, no problems");
        assertThat(stamps(bench.replica())).isEqualTo(before);
    }

    @Test
    void theSourceIsNeverWrittenTo() {
        make(bench.source(), sortedBadly());
        make(bench.replica(), file("a", ""), folder("a-b", file("x", "")));
        var before = stamps(bench.source());
        bench.pass();
        bench.pass();
        assertThat(stamps(bench.source())).isEqualTo(before);
    }

    @Test
    void aPreviewTouchesNothingAtAll() {
        make(bench.source(), sortedBadly());
        make(bench.replica(), file("a", ""), file("z", ""));
        var before = stamps(temp);
        assertThat(bench.preview().plan().isEmpty()).isFalse();
        assertThat(stamps(temp)).isEqualTo(before);
    }

    @Test
    void filesInFoldersWithoutWritePermissionAreMirrored() throws IOException {
        make(
                bench.source(),
                folder("d", file("f", "old"), file("g", ""), folder("e", file("h", "")))
                        .mode(0555));
        passAndCompare();
        dress(bench.source("d"), 0755, null);
        Files.writeString(bench.source("d/f"), "newer");
        Files.delete(bench.source("d/g"));
        Trees.remove(bench.source("d/e"));
        make(
                bench.source("d"),
                file("i", ""),
                link("l", "i"),
                folder("j", file("k", "")).mode(0500));
        dress(bench.source("d"), 0555, Trees.THEN);
        passAndCompare();
    }

    @Test
    void extraneousFoldersWithoutWritePermissionAreRemoved() {
        make(bench.source());
        make(
                bench.replica(),
                folder("still", folder("locked", file("x", "")).mode(0500)).mode(0500));
        passAndCompare();
    }

    @Test
    void aReplicaRootWithoutWritePermissionIsWritten() throws IOException {
        make(bench.source(), file("f", "x"));
        make(bench.replica(), file("g", ""));
        dress(bench.replica(), 0555, null);
        dress(bench.source(), 0555, Trees.THEN);
        passAndCompare();
    }

    @Test
    void aFailedCopyLeavesTheOldFileAndNoOther() throws IOException {
        assumeFalse(Trees.isRoot(), "root may read everything");
        make(bench.source(), file("f", "longer").mode(0), file("g", "new").mode(0));
        make(bench.replica(), file("f", "old"));
        Bench.Done done = bench.pass();
        assertThat(done.deeds()).containsExactlyInAnyOrder("problem f", "problem g");
        assertThat(bench.replica("f")).hasContent("old");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "f").containsEntry("f", Kind.FILE);
    }

    @Test
    void theLogAndTheStateStayOutOfTheReplica() throws IOException {
        make(bench.source(), folder("logs", file("log.txt", "ours"), file("x", "")), folder("state"));
        Bench inside = new Bench(bench.job(), bench.source("state"), bench.clock()).log(bench.source("logs/log.txt"));
        Bench.Done done = inside.pass();
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "logs", "logs/x");
        assertThat(done.messages()).anyMatch(message -> message.contains("neither copied nor removed"));
        assertThat(inside.preview().plan().isEmpty()).isTrue();
    }

    @Test
    void theLogInTheReplicaIsNotRemoved() {
        make(bench.source(), file("x", ""));
        make(bench.replica(), folder("logs", folder("more", file("log.txt", "ours")), file("y", "")), file("z", ""));
        Bench inside = bench.log(bench.replica("logs/more/log.txt"));
        assertThat(inside.pass().deeds()).contains("remove logs/y", "remove z", "copy x");
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "x", "logs", "logs/more", "logs/more/log.txt");
        assertThat(inside.pass().deeds()).isEmpty();
    }
}
