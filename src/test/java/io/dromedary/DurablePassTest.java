package io.dromedary;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.apply.Disk;
import io.dromedary.apply.DurableDisk;
import io.dromedary.audit.Event;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With {@code --durable} what the audit tells of would outlive a power cut. */
class DurablePassTest {

    @TempDir
    Path temp;

    private final Set<String> unforced = new HashSet<>();
    private Bench bench;

    @BeforeEach
    void aSourceThatChanged() throws IOException {
        bench = Bench.in(temp);
        make(
                bench.source(),
                file("updated", "old"),
                file("mode", "1"),
                file("old name", "content"),
                folder("gone", file("x", "1"), folder("y", link("l", "x"))),
                folder("becomes a file", file("z", "1")));
        bench.pass();
        Trees.remove(bench.source("gone"));
        Trees.remove(bench.source("becomes a file"));
        Trees.dress(bench.source("mode"), 0600, null);
        Files.createDirectory(bench.source("new"));
        Files.move(bench.source("old name"), bench.source("new/name"));
        make(
                bench.source(),
                file("updated", "new content"),
                file("becomes a file", "1"),
                folder("new", file("a", "1"), folder("b", link("c", "x"))));
    }

    /** Notes each change whose folder, or new file, has not been forced since. */
    private Disk noting(Disk disk) {
        return (Disk) Proxy.newProxyInstance(
                Disk.class.getClassLoader(), new Class<?>[] {Disk.class}, (self, method, given) -> {
                    Object result;
                    try {
                        result = method.invoke(disk, given);
                    } catch (java.lang.reflect.InvocationTargetException e) {
                        throw e.getCause();
                    }
                    switch (method.getName()) {
                        case "force" -> {
                            unforced.remove("names in " + given[0]);
                            unforced.remove("metadata of " + given[0]);
                        }
                        case "createFolder", "delete" -> unforced.add("names in " + parent(given[0]));
                        case "rename" -> {
                            unforced.add("names in " + parent(given[0]));
                            unforced.add("names in " + parent(given[1]));
                        }
                        case "exchange" -> unforced.add("names in " + parent(given[1]));
                        case "metadata" -> {
                            if (!disk.entry((Path) given[0]).is(io.dromedary.tree.Kind.LINK)) {
                                unforced.add("metadata of " + given[0]);
                            }
                        }
                        default -> {}
                    }
                    return result;
                });
    }

    private static Path parent(Object path) {
        return io.dromedary.tree.Tree.parent((Path) path);
    }

    @Test
    void whateverIsToldIsForcedBefore() {
        List<Event> told = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> new DurableDisk(noting(Disk.at(root))))) {
            sync.run(event -> {
                told.add(event);
                assertThat(unforced).as(event.message()).isEmpty();
            });
        }
        assertThat(told).hasSizeGreaterThan(10);
        assertThat(snapshot(bench.replica())).isEqualTo(snapshot(bench.source()));
    }

    @Test
    void withoutItNothingIsForced() {
        List<String> left = new ArrayList<>();
        try (FolderSync sync = bench.open(root -> noting(Disk.at(root)))) {
            sync.run(event -> left.addAll(unforced));
        }
        assertThat(left).isNotEmpty();
    }
}
