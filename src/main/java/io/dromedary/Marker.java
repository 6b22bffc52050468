package io.dromedary;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Filter;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import io.dromedary.tree.Tree;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** What has to stand in a source, so that one that is not mounted is known by its absence. */
final class Marker {

    private Marker() {}

    /** Why a pass has to be refused, which no confirmation can change, or nothing. */
    static Optional<String> missing(Job job) {
        Path marker = job.limits().require();
        if (marker == null) {
            return Optional.empty();
        }
        // A marker may stand behind a link, as long as that leads somewhere.
        Entry entry = new Tree(job.source(), true, false, null, Set.of(), Filter.NONE).entry(marker);
        boolean nowhere = entry.failure() instanceof NoSuchFileException;
        if (entry.is(Kind.ABSENT) || nowhere) {
            return Optional.of("the source has no " + PathText.of(marker)
                    + ", which --require names; check that the source is mounted");
        }
        return Optional.ofNullable(entry.failure())
                .map(failure -> PathText.of(marker) + ", which --require names, cannot be looked at: "
                        + Failure.inWords(failure) + "; check the permissions of what is around it in the source");
    }
}
