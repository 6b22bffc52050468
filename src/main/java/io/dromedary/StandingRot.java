package io.dromedary;

import io.dromedary.fingerprint.Index;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Files of the source that have rotted, and were neither mended nor accepted since. */
final class StandingRot {

    private final Index index;
    private final Set<Path> told = new HashSet<>();

    StandingRot(Index index) {
        this.index = index;
    }

    int size() {
        return index.rot().size();
    }

    /** Takes a file as good, so that the next pass copies it. */
    void accept(Path file) {
        index.forgetRot(file);
        index.forget(file);
    }

    /**
     * What still stands as it did; told once in each process.
     *
     * @param found what this pass tells anyway
     */
    List<Problem> untold(Tree source, List<Problem> found) {
        List<Problem> standing = new ArrayList<>();
        index.rot().forEach((path, good) -> {
            if (!good.source().equals(source.entry(path).stamp())) {
                index.forgetRot(path);
                told.remove(path);
            } else if (told.add(path) && !isAmong(found, path)) {
                standing.add(Problem.rot(path));
            }
        });
        return standing;
    }

    private static boolean isAmong(List<Problem> found, Path path) {
        return found.stream()
                .anyMatch(problem -> problem.rot() && problem.path().equals(path));
    }
}
