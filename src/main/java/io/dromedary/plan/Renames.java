package io.dromedary.plan;

import io.dromedary.fingerprint.Known;
import io.dromedary.tree.Entry;
import io.dromedary.tree.FileKey;
import io.dromedary.tree.Stamp;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Extraneous files whose content is known, so that a new file of the source that is one of them under another name can
 * be moved in the replica. Safe for use by several threads.
 */
final class Renames {

    /** What is held in memory is for changes only, and bounded: beyond this, files are copied and removed. */
    private static final int LIMIT = 200_000;

    /**
     * An extraneous file.
     *
     * @param path where it will stand in the replica when folders have been moved
     * @param stands where it stands now
     * @param known what the index has for it
     * @param within the removal that it would be part of
     */
    record Candidate(Path path, Path stands, Entry replica, Known known, Subtree within) {}

    private record Likeness(long size, long modified) {}

    private final Map<FileKey, Candidate> byKey = new HashMap<>();
    private final Map<Likeness, Candidate> byLikeness = new HashMap<>();
    private final Set<Object> ambiguous = new HashSet<>();
    private final Set<Path> taken = new HashSet<>();

    /** Offers a file of the replica that the source has not any more. */
    synchronized void offer(Candidate candidate) {
        Stamp source = candidate.known().source();
        if (byKey.size() < LIMIT
                && candidate.known().replica().equals(candidate.replica().stamp())) {
            put(byKey, FileKey.of(source), candidate);
            put(byLikeness, new Likeness(source.size(), source.modified()), candidate);
        }
    }

    private <K> void put(Map<K, Candidate> candidates, K key, Candidate candidate) {
        if (candidates.put(key, candidate) != null) {
            ambiguous.add(key);
        }
    }

    /** The extraneous file that a new file may have been: the same file, or else the only one of its size and time. */
    synchronized Optional<Candidate> find(Stamp source) {
        FileKey key = FileKey.of(source);
        Likeness likeness = new Likeness(source.size(), source.modified());
        Candidate candidate = source.inode() == 0 || ambiguous.contains(key) ? null : byKey.get(key);
        boolean same = candidate != null && isLike(candidate, source);
        if (!same) {
            candidate = source.size() == 0 || ambiguous.contains(likeness) ? null : byLikeness.get(likeness);
        }
        return Optional.ofNullable(candidate).filter(found -> !taken.contains(found.path()));
    }

    private static boolean isLike(Candidate candidate, Stamp source) {
        Stamp before = candidate.known().source();
        return before.size() == source.size() && before.modified() == source.modified();
    }

    /** Takes a candidate out of its removal, unless somebody has it already. */
    synchronized boolean take(Candidate candidate) {
        boolean free = taken.add(candidate.path());
        if (free) {
            candidate
                    .within()
                    .spare(Counts.of(candidate.replica()), Lost.deleted(candidate.path(), candidate.replica()));
        }
        return free;
    }
}
