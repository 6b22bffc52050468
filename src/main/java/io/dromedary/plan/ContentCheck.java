package io.dromedary.plan;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.Pair;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides whether two files have the same content, reading as little as the mode of comparison allows. */
final class ContentCheck {

    private final Tree source;
    private final Tree replica;
    private final Compare compare;
    private final Metadata metadata;
    private final Index index;
    private final Md5 md5;
    private final Clock clock;

    ContentCheck(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.compare = comparison.compare();
        this.metadata = comparison.metadata();
        this.index = comparison.index();
        this.md5 = new Md5(comparison.stop());
        this.clock = comparison.clock();
    }

    /**
     * Whether two files have the same content.
     *
     * @throws IOException if the source cannot be read; a replica that cannot be read is different
     */
    boolean same(Pair pair) throws IOException {
        Stamp ours = pair.source().stamp();
        Stamp theirs = pair.replica().stamp();
        if (ours.size() != theirs.size()) {
            return false;
        }
        if (compare == Compare.TIME) {
            return metadata.sameTime(ours.modified(), theirs.modified());
        }
        Optional<Known> known = compare == Compare.FULL ? Optional.empty() : index.find(pair.path());
        boolean sourceKnown = known.isPresent() && known.get().holdsForSource(ours);
        boolean replicaKnown = known.isPresent() && known.get().holdsForReplica(theirs);
        if (sourceKnown && replicaKnown) {
            return true;
        }
        Instant now = clock.instant();
        Fingerprint here =
                sourceKnown ? known.get().content() : md5.of(source.resolve(pair.path()), source.followLinks());
        Fingerprint there;
        try {
            there = replicaKnown ? known.get().content() : md5.of(replica.resolve(pair.path()), false);
        } catch (StoppedException e) {
            throw e;
        } catch (IOException e) {
            return false;
        }
        if (!here.equals(there)) {
            return false;
        }
        index.record(pair.path(), new Known(ours, theirs, here, now));
        return true;
    }
}
