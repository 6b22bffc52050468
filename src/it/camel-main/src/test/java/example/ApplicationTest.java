package example;

import static org.apache.camel.builder.Builder.header;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApplicationTest {

    @TempDir
    Path folder;

    private Path source;
    private Path replica;

    @BeforeEach
    void makeFolders() throws Exception {
        source = folder.resolve("photos");
        replica = folder.resolve("backup");
        Folders.write(source.resolve("a/one.txt"), "one");
        Folders.write(source.resolve("a-b/two.txt"), "two");
        Folders.write(source.resolve("a.txt"), "three");
        Files.createDirectory(source.resolve("empty"));
        Files.createSymbolicLink(source.resolve("link"), Path.of("a/one.txt"));
        Folders.write(replica.resolve("a/one.txt"), "old");
        Folders.write(replica.resolve("a/extraneous.txt"), "x");
        Folders.write(replica.resolve("extraneous/deep/down.txt"), "x");
    }

    @Test
    void theReplicaIsExactAndStaysSo() throws Exception {
        Main main = new Main(Application.class);
        main.addOverrideProperty("photos.source", source.toString());
        main.addOverrideProperty("photos.replica", replica.toString());
        main.addOverrideProperty("photos.interval", "50");
        main.addOverrideProperty(
                "camel.component.dromedary.state-dir", folder.resolve("state").toString());
        try {
            main.start();
            CamelContext context = main.getCamelContext();

            awaitWholePass(context);
            assertEquals(Folders.of(source), Folders.of(replica));
            assertFalse(Files.exists(replica.resolve("a/extraneous.txt")));
            assertFalse(Files.exists(replica.resolve("extraneous")));

            Folders.write(source.resolve("a/one.txt"), "edited");
            Folders.write(source.resolve("new/three.txt"), "three");
            Files.delete(source.resolve("a-b/two.txt"));
            awaitWholePass(context);
            assertEquals(Folders.of(source), Folders.of(replica));
            assertFalse(Files.exists(replica.resolve("a-b/two.txt")));

            assertTrue(Files.isDirectory(folder.resolve("state")));
        } finally {
            main.stop();
        }
    }

    /** The program's own needs must not become those of an application. */
    @Test
    void theProgramsOptionalLibrariesAreNotHere() {
        assertNull(getClass().getResource("/picocli/CommandLine.class"));
        assertNull(getClass().getResource("/org/slf4j/simple/SimpleLogger.class"));
    }

    /** The first pass that ends may have begun before this was called, the second has not. */
    private static void awaitWholePass(CamelContext context) {
        NotifyBuilder passes = new NotifyBuilder(context)
                .filter(header("dromedaryOutcome").isEqualTo("synced"))
                .whenDone(2)
                .create();
        try {
            assertTrue(passes.matches(30, TimeUnit.SECONDS), "two passes should have ended");
        } finally {
            passes.destroy();
        }
    }
}
