package io.dromedary.posix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.Trees;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opening folders without being led elsewhere, at once and folder by folder, as older kernels need it. */
class PosixTest {

    @TempDir
    Path temp;

    private Path root;

    @BeforeEach
    void tree() throws IOException {
        assumeTrue(Posix.find().isPresent(), "native calls are for Linux");
        root = temp.toRealPath().resolve("root");
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectories(temp.resolve("outside/b"));
        Files.writeString(root.resolve("file"), "");
        Files.createSymbolicLink(root.resolve("link"), temp.resolve("outside"));
    }

    private Posix.Folder open(boolean atOnce, String folder) throws IOException {
        Posix posix = Posix.find().orElseThrow();
        return atOnce ? posix.openBelow(root, Path.of(folder), true) : posix.stepBelow(root, Path.of(folder), true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aFolderBelowTheRootIsOpened(boolean atOnce) throws IOException {
        try (Posix.Folder top = open(atOnce, "");
                Posix.Folder folder = open(atOnce, "a")) {
            assertThat(top.names()).hasSize(3);
            assertThat(folder.names()).containsExactly("b".getBytes(UTF_8));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void noLinkIsFollowedWhereverItStands(boolean atOnce) {
        assertThatThrownBy(() -> open(atOnce, "link")).isInstanceOf(FileSystemException.class);
        assertThatThrownBy(() -> open(atOnce, "link/b")).isInstanceOf(FileSystemException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsNotThereOrNoFolderIsToldApart(boolean atOnce) {
        assertThatThrownBy(() -> open(atOnce, "a/c")).isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> open(atOnce, "file")).isInstanceOf(NotDirectoryException.class);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPathThatIsTooLongForOneCallIsTakenInPieces(boolean atOnce) throws IOException {
        int levels = 2500;
        Trees.makeDeep(root, "dir", levels);
        try {
            String deepest = "dir" + "/dir".repeat(levels - 1);
            Posix posix = Posix.find().orElseThrow();
            try (Posix.Folder folder = open(atOnce, deepest)) {
                assertThat(folder.names()).hasSize(2);
                folder.createLink("elsewhere".getBytes(UTF_8), "..//../".getBytes(UTF_8));
            }
            Path far = root.resolve(deepest);
            assertThat(posix.status(far.resolve("f"), false).size()).isEqualTo(("at " + levels).length());
            assertThat(posix.readLink(far.resolve("elsewhere"))).isEqualTo("..//../".getBytes(UTF_8));
            assertThat(posix.attributes(far.resolve("f"), false, name -> name.startsWith("user.")))
                    .isEmpty();
            try (NativeFile file = posix.openFile(far.resolve("l"), true);
                    Posix.Folder followed = posix.openFolder(far.resolve("elsewhere"), true)) {
                assertThat(file.size()).isEqualTo(("at " + levels).length());
                assertThat(followed.names()).hasSize(1);
            }
            assertThatThrownBy(() -> posix.openFile(far.resolve("l"), false)).isInstanceOf(FileSystemException.class);
            assertThatThrownBy(() -> posix.openFolder(far.resolve("elsewhere"), false))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> open(atOnce, deepest + "/none")).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> open(atOnce, deepest + "/f/x/y")).isInstanceOf(NotDirectoryException.class);
            // The first piece that a call takes ends below the link.
            assertThatThrownBy(() -> open(atOnce, deepest + "/elsewhere" + "/dir".repeat(levels)))
                    .isInstanceOf(FileSystemException.class);
        } finally {
            Trees.removeDeep(root);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatIsDoneInAnOpenFolderIsDoneThereAndLinksAreNotFollowed(boolean atOnce) throws IOException {
        byte[] name = "name".getBytes(UTF_8);
        try (Posix.Folder a = open(atOnce, "a");
                Posix.Folder b = open(atOnce, "a/b")) {
            a.createFolder(name);
            a.setMode(name, 0700);
            a.setModified(name, 1_234_567_891_234_567_891L);
            assertThat(a.status(name, false).modified()).isEqualTo(1_234_567_891_234_567_891L);
            assertThat(Files.getPosixFilePermissions(root.resolve("a/name")))
                    .isEqualTo(PosixFilePermissions.fromString("rwx------"));
            a.rename(name, b, name, true);
            b.delete(name, true);
            b.createLink(name, "../../file".getBytes(UTF_8));
            b.setModified(name, -1);
            assertThat(b.status(name, false).modified()).isEqualTo(-1);
            b.delete(name, false);
            assertThat(b.names()).isEmpty();
        }
        assertThat(root.resolve("file")).exists();
    }

    @Test
    void aRenameThatReplacesNothingFailsWhereSomethingStands() throws IOException {
        byte[] one = "one".getBytes(UTF_8);
        byte[] other = "other".getBytes(UTF_8);
        try (Posix.Folder a = open(true, "a")) {
            a.createFolder(one);
            a.createFolder(other);
            assertThatThrownBy(() -> a.rename(one, a, other, false)).isInstanceOf(FileAlreadyExistsException.class);
            a.delete(other, true);
            a.rename(one, a, other, false);
            assertThat(root.resolve("a/other")).isDirectory();
            assertThat(root.resolve("a/one")).doesNotExist();
        }
    }
}
