package io.dromedary.plan;

import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** What several threads have found out for a plan, put in order at the end. */
final class Findings {

    private final List<Action> copies = new ArrayList<>();
    private final List<Action> adjustments = new ArrayList<>();
    private final List<Action> removals = new ArrayList<>();
    private final List<LinkGroup> linked = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<Path> skipped = new ArrayList<>();
    private Counts inSource = Counts.NONE;
    private Counts inReplica = Counts.NONE;
    private Lost lost = Lost.NONE;

    synchronized void copy(Action action) {
        copies.add(action);
    }

    synchronized void adjust(Action action) {
        adjustments.add(action);
    }

    /** @param deletions what of it the guard has to agree to */
    synchronized void remove(Action action, Lost deletions) {
        removals.add(action);
        lose(deletions);
    }

    synchronized void lose(Lost more) {
        lost = lost.plus(more);
    }

    synchronized void link(LinkGroup group) {
        linked.add(group);
    }

    synchronized void problem(Problem problem) {
        problems.add(problem);
    }

    void unreadable(Path path, Entry entry, String could) {
        problem(new Problem(entry.kind(), path, could, Failure.inWords(entry.failure())));
    }

    synchronized void skip(Path path) {
        skipped.add(path);
    }

    /** Whether the source entry can be mirrored at all. What cannot is told, and its replica stays as it is. */
    boolean canBeBrought(Pair pair) {
        if (pair.source().is(Kind.OTHER)) {
            skip(pair.path());
            return false;
        }
        if (pair.source().failure() != null) {
            unreadable(pair.path(), pair.source(), "read");
        }
        return !pair.source().is(Kind.UNREADABLE);
    }

    synchronized void count(Counts source, Counts replica) {
        inSource = inSource.plus(source);
        inReplica = inReplica.plus(replica);
    }

    Plan plan() {
        return new Plan(
                sorted(copies, Action::path),
                sorted(adjustments, Action::path),
                sorted(removals, Action::path),
                sorted(problems, Problem::path),
                sorted(skipped, Function.identity()),
                inSource,
                inReplica,
                lost,
                linked);
    }

    /** A folder before its content, and its content before its next sibling. */
    static <T> List<T> sorted(List<T> found, Function<T, Path> path) {
        record Placed<T>(byte[] place, T element) {}
        return found.stream()
                .map(element -> new Placed<>(place(path.apply(element)), element))
                .sorted(Comparator.comparing(Placed::place, Arrays::compareUnsigned))
                .map(Placed::element)
                .toList();
    }

    /** Bytes that sort as paths do, name by name: the end of a name comes before all that could follow it. */
    private static byte[] place(Path path) {
        byte[] bytes = PathBytes.of(path);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = bytes[i] == '/' ? 0 : bytes[i];
        }
        return bytes;
    }
}
