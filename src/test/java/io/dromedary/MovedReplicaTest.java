package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations tells of a replica that is moved. */
class MovedReplicaTest {

    private static final Pattern COMMANDS = Pattern.compile("```sh\\n(name\\(\\).*?)```", Pattern.DOTALL);

    @TempDir
    Path temp;

    private Path home;

    @BeforeEach
    void makeAReplica() throws Exception {
        home = temp.toRealPath();
        Path source = Files.createDirectory(home.resolve("source"));
        for (String name : new String[] {"a", "a-b", "a.txt"}) {
            Files.writeString(source.resolve(name), "content of " + name);
        }
        assertThat(pass("old").copied()).isEqualTo(3);
        Files.createDirectory(home.resolve("new"));
    }

    private Summary pass(String replica) throws Exception {
        Job job = Job.of("photos", home.resolve("source"), home.resolve(replica));
        try (FolderSync sync = FolderSync.open(job, home.resolve("state"), Clock.systemUTC())) {
            return sync.run(event -> {});
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aReplicaWhoseStateMovesWithItKeepsWhatIsKnown() throws Exception {
        Matcher commands = COMMANDS.matcher(Files.readString(Path.of("docs/operations/README.md")));
        assertThat(commands.find()).isTrue();
        String script = commands.group(1)
                .replace("/backup/photos", home.resolve("old").toString())
                .replace("/mnt/new/photos", home.resolve("new/photos").toString())
                .replace("/var/lib/dromedary", home.resolve("state").toString());
        Process shell = new ProcessBuilder("sh", "-ec", script).inheritIO().start();
        assertThat(shell.waitFor()).isZero();

        Files.move(home.resolve("source/a"), home.resolve("source/b"));
        Summary summary = pass("new/photos");

        // Only the index can tell that b is what was a.
        assertThat(summary.moved()).isEqualTo(1);
        assertThat(summary.copied() + summary.updated() + summary.removed()).isZero();
    }

    @Test
    void aReplicaWhoseStateStaysBehindIsComparedAnewAndNothingIsCopied() throws Exception {
        Files.move(home.resolve("old"), home.resolve("new/photos"));

        Summary summary = pass("new/photos");

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(summary.copied() + summary.updated() + summary.removed() + summary.bytes())
                .isZero();
    }
}
