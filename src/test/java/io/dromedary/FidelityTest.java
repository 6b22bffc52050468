package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.isRoot;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the replica keeps of an entry besides its content, when more or less than usual is asked for. */
class FidelityTest {

    private static final Fidelity ALL = new Fidelity(false, true, true, true, true, true);
    private static final String ACL = "system.posix_acl_access";
    private static final String DEFAULT_ACL = "system.posix_acl_default";

    @TempDir
    Path temp;

    private Bench usual;
    private Bench all;

    @BeforeEach
    void bench() {
        usual = Bench.in(temp);
        all = usual.with(usual.job().with(ALL));
        make(usual.source(), folder("d", file("f", "x"), link("l", "f")), file("a", "y"));
    }

    private Bench keeping(Fidelity fidelity) {
        return usual.with(usual.job().with(fidelity));
    }

    private static Posix posix() {
        assumeTrue(Posix.find().isPresent(), "extended attributes take native calls");
        return Posix.find().orElseThrow();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void set(Path path, String name, byte[] value) {
        try (Posix.Folder folder = posix().openFolder(path.getParent(), true)) {
            folder.setAttribute(
                    bytes(path.getFileName().toString()), name, value == null ? null : ByteBuffer.wrap(value));
        } catch (IOException e) {
            abort("the file system of the test has no such attributes: " + e.getMessage());
        }
    }

    private static void set(Path path, String name, String value) {
        set(path, name, bytes(value));
    }

    private static Map<String, String> attributes(Path path) throws IOException {
        Map<String, String> found = new TreeMap<>();
        posix().attributes(path, false, name -> !name.startsWith("security."))
                .forEach((name, value) -> found.put(
                        name,
                        name.startsWith("system.")
                                ? "acl"
                                : StandardCharsets.UTF_8.decode(value).toString()));
        return found;
    }

    /** An access control list that lets one user read (include/uapi/linux/posix_acl_xattr.h). */
    private static byte[] acl(int user, int mask) {
        int[][] entries = {{1, 6, -1}, {2, 4, user}, {4, 4, -1}, {0x10, mask, -1}, {0x20, 0, -1}};
        ByteBuffer list = ByteBuffer.allocate(4 + entries.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        list.putInt(2);
        for (int[] entry : entries) {
            list.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
        }
        return list.array();
    }

    private static void assertSameAttributes(Path one, Path other) throws IOException {
        assertThat(posix().attributes(other, false, name -> true))
                .isEqualTo(posix().attributes(one, false, name -> true));
    }

    @Test
    void extendedAttributesOfFilesAndFoldersAreCopied() throws IOException {
        set(all.source("d"), "user.folder", "1");
        set(all.source("d/f"), "user.file", "2");
        set(all.source("a"), "user.empty", "");
        assertThat(all.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertThat(attributes(all.replica("d"))).isEqualTo(Map.of("user.folder", "1"));
        assertThat(attributes(all.replica("d/f"))).isEqualTo(Map.of("user.file", "2"));
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("user.empty", ""));
        assertThat(all.pass().deeds()).isEmpty();
        assertThat(all.preview().plan().isEmpty()).isTrue();
    }

    @Test
    void withoutTheOptionNobodyLooksAtThem() throws IOException {
        set(usual.source("a"), "user.file", "2");
        usual.pass();
        assertThat(attributes(usual.replica("a"))).isEmpty();
        assertThat(usual.pass().deeds()).isEmpty();
    }

    @Test
    void anOptionThatIsSwitchedOnLaterFindsWhatTheIndexKnowsAsTheSame() throws IOException {
        set(usual.source("a"), "user.file", "2");
        set(usual.source("d"), "user.folder", "1");
        usual.pass();
        usual.pass();
        assertThat(all.pass().deeds()).containsExactlyInAnyOrder("adjust a", "adjust d");
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("user.file", "2"));
        assertThat(attributes(all.replica("d"))).isEqualTo(Map.of("user.folder", "1"));
        assertThat(all.pass().deeds()).isEmpty();
    }

    @Test
    void attributesThatChangeAreAdjustedOnEitherSide() throws IOException {
        set(all.source("a"), "user.one", "1");
        set(all.source("a"), "user.two", "2");
        all.pass();
        set(all.source("a"), "user.one", "other");
        set(all.source("a"), "user.two", (byte[]) null);
        assertThat(all.pass().deeds()).containsExactly("adjust a");
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("user.one", "other"));
        set(all.replica("a"), "user.three", "3");
        assertThat(all.pass().deeds()).containsExactly("adjust a");
        assertSameAttributes(all.source("a"), all.replica("a"));
        assertThat(all.pass().deeds()).isEmpty();
    }

    @Test
    void whatNobodyMayWriteGetsItsAttributesToo() throws IOException {
        set(all.source("a"), "user.one", "1");
        dress(all.source("a"), 0444, Trees.THEN);
        all.pass();
        dress(all.source("a"), 0644, null);
        set(all.source("a"), "user.one", "2");
        dress(all.source("a"), 0444, null);
        assertThat(all.pass().deeds()).containsExactly("adjust a");
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("user.one", "2"));
        assertThat(Entry.at(all.replica("a")).access().mode()).isEqualTo(0444);
        assertThat(all.pass().deeds()).isEmpty();
    }

    @Test
    void anUpdateOfContentKeepsThem() throws IOException {
        set(all.source("a"), "user.one", "1");
        all.pass();
        Files.writeString(all.source("a"), "other");
        assertThat(all.pass().deeds()).containsExactly("update a");
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("user.one", "1"));
        Files.move(all.source("a"), all.source("moved"));
        set(all.source("moved"), "user.one", "2");
        all.pass();
        assertThat(attributes(all.replica("moved"))).isEqualTo(Map.of("user.one", "2"));
    }

    @Test
    void accessControlListsAreCopiedWithThePermissionsThatTheyShow() throws IOException {
        set(all.source("d/f"), ACL, acl(12345, 4));
        set(all.source("d"), DEFAULT_ACL, acl(12345, 6));
        Bench acls = keeping(new Fidelity(false, true, false, true, true, true));
        assertThat(acls.pass().summary().result()).isEqualTo(PassResult.SYNCED);
        assertSameAttributes(acls.source("d/f"), acls.replica("d/f"));
        assertSameAttributes(acls.source("d"), acls.replica("d"));
        assertThat(Trees.snapshot(acls.replica())).isEqualTo(Trees.snapshot(acls.source()));
        assertThat(acls.pass().deeds()).isEmpty();
        // The kernel gives what is made in a folder with a default list one of its own.
        Files.writeString(acls.source("d/g"), "");
        set(acls.source("d/g"), ACL, (byte[]) null);
        dress(acls.source("d/g"), 0640, null);
        set(acls.source("d/f"), ACL, acl(12346, 6));
        acls.pass();
        assertSameAttributes(acls.source("d/f"), acls.replica("d/f"));
        assertThat(attributes(acls.replica("d/g"))).isEmpty();
        assertThat(Trees.snapshot(acls.replica())).isEqualTo(Trees.snapshot(acls.source()));
        assertThat(acls.pass().deeds()).isEmpty();
    }

    @Test
    void rootKeepsWhatOnlyRootMaySet() throws IOException {
        assumeTrue(isRoot(), "only root sees such attributes");
        set(all.source("a"), "trusted.one", "1");
        all.pass();
        assertThat(attributes(all.replica("a"))).isEqualTo(Map.of("trusted.one", "1"));
    }

    @Test
    void aFileSystemWithoutThemIsToldOncePerPass() throws IOException {
        set(all.source("a"), "user.one", "1");
        set(all.source("d/f"), "user.one", "1");
        set(all.source("d"), "user.one", "1");
        assumeTrue(isRoot(), "only root may mount a file system");
        Files.createDirectory(all.replica());
        try {
            Trees.run("mount", "-t", "ramfs", "ramfs", all.replica().toString());
        } catch (IllegalStateException e) {
            abort("not even root may mount a file system here: " + e.getMessage());
        }
        try {
            for (int pass = 0; pass < 2; pass++) {
                Bench.Done done = all.pass();
                assertThat(done.messages())
                        .filteredOn(message -> message.contains("could not be"))
                        .singleElement()
                        .asString()
                        .contains("given all metadata");
                assertThat(all.replica("d/f")).hasContent("x");
                assertThat(done.deedsButTimes()).hasSize(pass == 0 ? 5 : 1);
            }
        } finally {
            Trees.run("umount", "-l", all.replica().toString());
        }
    }

    @Test
    void withoutNativeCallsItIsSaidOnceThatTheyAreLeftOut() {
        assumeTrue(Posix.find().isEmpty(), "for -Ddromedary.plain-java=true");
        try (FolderSync sync = all.open()) {
            assertThat(Bench.pass(sync).messages()).anyMatch(message -> message.contains("are left out"));
            assertThat(Bench.pass(sync).messages()).isEmpty();
        }
    }

    @Test
    void timesAreKeptToTheNanosecond() throws IOException {
        long time = 1_234_567_891_234_567_891L;
        for (String path : new String[] {"d/f", "d/l", "d"}) {
            try (Posix.Folder around = posix().openFolder(usual.source(path).getParent(), true)) {
                around.setModified(bytes(Path.of(path).getFileName().toString()), time);
            }
        }
        usual.pass();
        for (String path : new String[] {"d/f", "d/l", "d"}) {
            assertThat(Entry.at(usual.replica(path)).stamp().modified())
                    .as(path)
                    .isEqualTo(time);
        }
        assertThat(usual.pass().deeds()).isEmpty();
        // As a program leaves it that sets times to the microsecond.
        try (Posix.Folder around = posix().openFolder(usual.replica("d"), true)) {
            around.setModified(bytes("f"), time / 1000 * 1000);
        }
        assertThat(usual.pass().deeds()).containsExactly("adjust d/f");
        assertThat(Entry.at(usual.replica("d/f")).stamp().modified()).isEqualTo(time);
    }

    @Test
    void timesThatAreLeftOutAreNeitherComparedNorSet() throws IOException {
        Bench bench = keeping(new Fidelity(false, false, false, true, true, false));
        bench.pass();
        assertThat(Entry.at(bench.replica("a")).stamp().modified())
                .isNotEqualTo(Entry.at(bench.source("a")).stamp().modified());
        assertThat(bench.pass().deeds()).isEmpty();
        Files.writeString(bench.source("a"), "z");
        assertThat(bench.pass().deeds()).containsExactly("update a");
        assertThat(bench.replica("a")).hasContent("z");
        assertThatThrownBy(() -> bench.with(Compare.TIME))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no-times");
    }

    @Test
    void permissionsThatAreLeftOutStayAsTheyWere() throws IOException {
        assumeFalse(Entry.at(usual.source("a")).access().mode() == Access.UNKNOWN, "no permissions here");
        Bench bench = keeping(new Fidelity(false, false, false, true, false, true));
        dress(bench.source("a"), 0600, null);
        bench.pass();
        assertThat(Entry.at(bench.replica("a")).access().mode()).isEqualTo(0600);
        dress(bench.source("a"), 0644, null);
        assertThat(bench.pass().deeds()).isEmpty();
        Files.writeString(bench.source("a"), "other");
        assertThat(bench.pass().deeds()).containsExactly("update a");
        assertThat(Entry.at(bench.replica("a")).access().mode()).isEqualTo(0600);
    }

    @Test
    void anOwnerThatIsLeftOutStaysAndNoProgramRunsAsSomebodyElse() throws IOException {
        assumeTrue(isRoot(), "only root may give files away");
        Bench bench = keeping(new Fidelity(false, false, false, false, true, true));
        Files.setAttribute(bench.source("a"), "unix:uid", 12345);
        Files.setAttribute(bench.source("a"), "unix:mode", 06755);
        bench.pass();
        assertThat(Entry.at(bench.replica("a")).access()).isEqualTo(new Access(02755, 0, 0));
        assertThat(bench.pass().deeds()).isEmpty();
        Files.setAttribute(bench.replica("a"), "unix:uid", 54321);
        Files.writeString(bench.source("a"), "other");
        Files.setAttribute(bench.source("a"), "unix:mode", 06755);
        bench.pass();
        assertThat(Entry.at(bench.replica("a")).access()).isEqualTo(new Access(02755, 54321, 0));
        assertThat(bench.pass().deeds()).isEmpty();
    }
}
