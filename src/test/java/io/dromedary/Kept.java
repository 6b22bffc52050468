package io.dromedary;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.apply.OldPasses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What stood in a replica that has a trash, and has to be in one of the two. Each file had a content of its own. */
final class Kept {

    private static final Pattern TEMPORARY = Pattern.compile("\\.dromedary-([0-9a-z]+)-");

    private final Bench bench;
    private final Map<String, String> before;
    private final Set<String> shared;

    /** @param before a snapshot of the replica */
    Kept(Bench bench, Map<String, String> before) {
        this.bench = bench;
        this.before = before;
        Map<String, String> firstNames = Trees.hardLinks(bench.replica());
        this.shared = firstNames.keySet().stream()
                .filter(path -> Collections.frequency(firstNames.values(), firstNames.get(path)) > 1)
                .collect(Collectors.toSet());
    }

    /** Each old content is in the replica or in the trash, and in the trash nothing else has the name of an entry. */
    void assertWholeAndSomewhere(String when) throws IOException {
        Set<String> somewhere = new HashSet<>();
        Trees.snapshot(bench.replica()).values().forEach(found -> somewhere.add(content(found)));
        for (Path pass : passes()) {
            Trees.snapshot(pass).forEach((path, found) -> {
                somewhere.add(content(found));
                boolean named = !path.contains(".dromedary-");
                if (named && !found.startsWith("FOLDER")) {
                    assertThat(before).as(when).containsKey(path);
                    assertThat(asKept(path, found))
                            .as("%s, %s in the trash", when, path)
                            .isEqualTo(asKept(path, before.get(path)));
                }
            });
        }
        Map<String, String> lost = new TreeMap<>(before);
        lost.values().removeIf(found -> found.startsWith("FOLDER") || somewhere.contains(content(found)));
        assertThat(lost).as(when).isEmpty();
    }

    /** A name that is removed may be one of a file whose other names got other metadata before. */
    private String asKept(String path, String found) {
        return shared.contains(path) ? content(found) : found;
    }

    /** What a pass had only begun to copy into its folder. One that came from the replica is of another pass. */
    void assertNothingUnfinished(String when) throws IOException {
        for (Path pass : passes()) {
            assertThat(Trees.snapshot(pass).keySet())
                    .as("%s, in the trash of %s", when, pass.getFileName())
                    .noneMatch(path -> isUnfinished(path, pass));
        }
    }

    /** After the time for which it is kept. */
    void assertNothingIsLeft(String when) throws IOException {
        assertThat(passes()).as(when).isEmpty();
    }

    private boolean isUnfinished(String path, Path pass) {
        Matcher name = TEMPORARY.matcher(path);
        return name.find()
                && OldPasses.name(
                                Instant.ofEpochMilli(Long.parseLong(name.group(1), Character.MAX_RADIX)),
                                bench.clock().getZone())
                        .equals(pass.getFileName().toString());
    }

    private static String content(String found) {
        return found.substring(found.lastIndexOf(' '));
    }

    private Iterable<Path> passes() throws IOException {
        Path around = bench.job().trash().folder().resolve(bench.job().name());
        if (!Files.exists(around)) {
            return Set.of();
        }
        try (Stream<Path> passes = Files.list(around)) {
            return passes.sorted().toList();
        }
    }
}
