package io.dromedary;

import static io.dromedary.Trees.*;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.*;
import org.junit.jupiter.api.*;
import org.junit.jupiter.api.io.TempDir;

class TmpTest {
    @TempDir
    Path temp;

    @Test
    void t() throws Exception {
        Bench bench = Bench.in(temp);
        make(bench.source(), folder("a"));
        bench.pass();
        Files.move(bench.source("a"), bench.source("c"));
        make(bench.replica(), folder("a", folder("a", folder("a", file("x", "")))));
        var done = bench.pass();
        System.err.println(done.messages());
        assertThat(kinds(bench.replica())).containsOnlyKeys(".", "c");
    }
}
