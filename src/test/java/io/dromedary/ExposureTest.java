package io.dromedary;

import static io.dromedary.Trees.dress;
import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExposureTest {

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() throws IOException {
        bench = Bench.in(temp).log(temp.resolve("logs/log.txt"));
        make(temp, folder("replica"), folder("state"), folder("logs"));
        make(bench.source(), file("f", ""));
        assumeTrue(Entry.at(temp).access().mode() != Access.UNKNOWN, "no permissions here");
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({
        "replica, 777, Replica",
        "replica, 702, Replica",
        "state, 777, State folder",
        "logs, 757, Folder of the log",
    })
    void aFolderThatAllMayWriteToIsToldOnceInEachProcess(String folder, String mode, String name) throws IOException {
        dress(temp.resolve(folder), Integer.parseInt(mode, 8), null);
        for (int process = 0; process < 2; process++) {
            try (FolderSync sync = bench.open()) {
                dress(temp.resolve(folder), Integer.parseInt(mode, 8), null);
                assertThat(Bench.pass(sync).messages())
                        .filteredOn(message -> message.contains("may be written to by all users"))
                        .singleElement()
                        .asString()
                        .startsWith(name + " " + temp.resolve(folder).toRealPath())
                        .endsWith("(chmod o-w).");
                dress(temp.resolve(folder), Integer.parseInt(mode, 8), null);
                assertThat(Bench.pass(sync).messages()).noneMatch(message -> message.contains("all users"));
            }
        }
    }

    @ParameterizedTest(name = "{0} with {1}")
    @CsvSource({"replica, 755", "replica, 775", "state, 1777", "logs, 1777"})
    void whereOthersMayNotWriteOrOnlyAddThereIsNothingToTell(String folder, String mode) throws IOException {
        dress(temp.resolve(folder), Integer.parseInt(mode, 8), null);
        assertThat(bench.pass().messages()).noneMatch(message -> message.contains("all users"));
    }

    @Test
    void aWarningIsNoProblem() throws IOException {
        dress(temp.resolve("state"), 0777, null);
        assertThat(bench.pass().summary().problems()).isZero();
    }
}
