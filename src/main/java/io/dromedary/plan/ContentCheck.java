package io.dromedary.plan;

import io.dromedary.fingerprint.Blocks;
import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.Pair;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.StoppedException;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Decides whether two files have the same content, reading as little as the mode of comparison allows. */
final class ContentCheck {

    /** From this size on a file is a piece of work of its own. */
    static final long LARGE = Md5.LARGE;

    private final Tree source;
    private final Tree replica;
    private final Compare compare;
    private final Scrub scrub;
    private final Metadata metadata;
    private final Index index;
    private final Blocks blocks;
    private final Md5 md5;
    private final Blocks.Sink rate;
    private final Clock clock;

    ContentCheck(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.compare = comparison.compare();
        this.scrub = compare == Compare.FULL ? Scrub.ALL : comparison.scrub();
        this.metadata = comparison.metadata();
        this.index = comparison.index();
        this.blocks = new Blocks(comparison.stop());
        this.md5 = new Md5(comparison.stop(), comparison.workers());
        this.rate = compare == Compare.FULL
                ? ContentCheck::atOnce
                : bytes -> comparison.throttle().take(bytes.remaining());
        this.clock = comparison.clock();
    }

    /** What is known of the files in a folder of the replica, as far as this way of comparing asks of each. */
    Index.Names names(Path folder, byte[] first) {
        return compare == Compare.FULL ? name -> Optional.empty() : index.names(folder, first);
    }

    /** Whether the stamps alone say that two files have the same content, or not. */
    Optional<Content> sameByStamp(Pair pair, Optional<Known> known) {
        Stamp ours = pair.source().stamp();
        Stamp theirs = pair.replica().stamp();
        if (ours.size() != theirs.size()) {
            return Optional.of(Content.DIFFERENT);
        } else if (compare == Compare.TIME) {
            boolean same = metadata.sameTime(ours.modified(), theirs.modified());
            return Optional.of(same ? Content.SAME : Content.DIFFERENT);
        } else if (scrub.isDue(pair.path())) {
            return Optional.empty();
        }
        boolean holds = known.isPresent()
                && known.get().holdsForSource(ours)
                && known.get().holdsForReplica(theirs);
        return holds ? Optional.of(Content.SAME) : Optional.empty();
    }

    /**
     * Whether two files of the same size have the same content, by reading what is not known for certain, or is to be read
     * all the same.
     *
     * @param replicaPath where the replica's file stands, which is not the pair's path below a folder that moved
     * @throws IOException if the source cannot be read; a replica that cannot be read is different
     */
    Content sameByReading(Pair pair, Path replicaPath, Optional<Known> known) throws IOException {
        Stamp ours = pair.source().stamp();
        Stamp theirs = pair.replica().stamp();
        boolean sourceKnown = known.isPresent() && known.get().holdsForSource(ours);
        boolean replicaKnown = known.isPresent() && known.get().holdsForReplica(theirs);
        boolean due = scrub.isDue(pair.path());
        boolean readsSource = due || !sourceKnown;
        boolean readsReplica = due || !replicaKnown;
        Instant now = clock.instant();
        if (readsSource && readsReplica) {
            SameBytes bytes = new SameBytes(blocks, md5, rate(sourceKnown), rate(replicaKnown));
            boolean hashes = index.keeps();
            if (bytes.read(source, pair.path(), replica, replicaPath, ours.size(), hashes)) {
                if (hashes) {
                    index.record(replicaPath, new Known(ours, theirs, bytes.content(), now));
                }
                return Content.SAME;
            } else if (bytes.differ() && !mayBeRot(known.or(() -> index.find(replicaPath)), ours, theirs)) {
                return Content.DIFFERENT;
            }
        }
        Hashed here = readsSource
                ? hash(source, pair.path(), ours, sourceKnown)
                : new Hashed(known.get().content(), null);
        Hashed there = readsReplica
                ? hash(replica, replicaPath, theirs, replicaKnown)
                : new Hashed(known.get().content(), null);
        if (here.failure != null) {
            throw here.failure;
        } else if (there.failure instanceof StoppedException) {
            throw there.failure;
        } else if (here.content.equals(there.content)) {
            index.record(replicaPath, new Known(ours, theirs, here.content, now));
            return Content.SAME;
        }
        return differing(replicaPath, known.or(() -> index.find(replicaPath)), ours, theirs, here, there);
    }

    private static boolean mayBeRot(Optional<Known> known, Stamp ours, Stamp theirs) {
        return known.isPresent()
                && (known.get().holdsForSource(ours) || known.get().holdsForReplica(theirs));
    }

    /** Why two files differ: whether one of them has another content, though its stamp is what is known of it. */
    private Content differing(
            Path replicaPath, Optional<Known> known, Stamp ours, Stamp theirs, Hashed here, Hashed there) {
        boolean sourceKnown = known.isPresent() && known.get().holdsForSource(ours);
        boolean replicaKnown = known.isPresent() && known.get().holdsForReplica(theirs);
        if (sourceKnown && !known.get().content().equals(here.content)) {
            index.recordRot(replicaPath, known.get());
            return Content.ROT_IN_SOURCE;
        } else if (replicaKnown && !known.get().content().equals(there.content)) {
            return Content.ROT_IN_REPLICA;
        }
        // The memory of what was good outlives a replica that somebody has changed.
        Known good = sourceKnown ? index.rot().get(replicaPath) : null;
        return good != null && good.source().equals(ours) ? Content.ROT_IN_SOURCE : Content.DIFFERENT;
    }

    /**
     * Whether a new file of the source is one of the replica's files under another name.
     *
     * @throws StoppedException when told to stop
     */
    boolean sameAs(Pair fresh, Renames.Candidate candidate) throws StoppedException {
        Known known = candidate.known();
        boolean sourceKnown = known.holdsForSource(fresh.source().stamp());
        boolean replicaKnown = known.holdsForReplica(candidate.replica().stamp());
        Hashed here = sourceKnown
                ? new Hashed(known.content(), null)
                : hash(source, fresh.path(), fresh.source().stamp(), false);
        Hashed there = replicaKnown
                ? new Hashed(known.content(), null)
                : hash(replica, candidate.stands(), candidate.replica().stamp(), false);
        if (here.failure instanceof StoppedException stopped) {
            throw stopped;
        } else if (there.failure instanceof StoppedException stopped) {
            throw stopped;
        }
        return known.content().equals(here.content) && known.content().equals(there.content);
    }

    /** What became of a reading, wherever it took place. */
    private record Hashed(Fingerprint content, IOException failure) {}

    private static void atOnce(ByteBuffer bytes) {}

    /** How fast a file may be read. What is known is only read once more, and for that there is time. */
    private Blocks.Sink rate(boolean known) {
        return known ? rate : ContentCheck::atOnce;
    }

    private Hashed hash(Tree tree, Path file, Stamp stamp, boolean known) {
        try {
            return new Hashed(md5.of(tree, file, stamp.size(), rate(known)), null);
        } catch (IOException e) {
            return new Hashed(null, e);
        }
    }
}
