package io.dromedary;

import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Where the folders of a job really are, past links, {@code ..} and other spellings.
 *
 * @param source real path
 * @param replica real path, or what it will be
 * @param log real path, or what it will be, or null if there is none
 * @param state real path, or what it will be
 * @param trash real path, or what it will be, or null if there is none
 */
record Places(Path source, Path replica, Path log, Path state, Path trash) {

    /**
     * Finds the places of a job.
     *
     * @throws IllegalArgumentException if they may not lie as they do
     * @throws UnusableException if one of them cannot be looked at
     */
    static Places of(Job job, Path state) throws UnusableException {
        Places places = new Places(
                real(job.source()),
                real(job.replica()),
                job.log() == null ? null : real(job.log()),
                real(state),
                job.trash().isUsed() ? real(job.trash().folder()) : null);
        places.check();
        return places;
    }

    private void check() {
        if (source.equals(replica)) {
            throw new IllegalArgumentException("replica is the source itself: " + replica);
        }
        if (replica.startsWith(source)) {
            throw new IllegalArgumentException("replica lies inside the source " + source + ": " + replica);
        }
        if (source.startsWith(replica)) {
            throw new IllegalArgumentException("replica lies around the source " + source + ": " + replica);
        }
        if (state.equals(source)) {
            throw new IllegalArgumentException("state-dir is the source itself: " + state);
        }
        if (state.startsWith(replica)) {
            throw new IllegalArgumentException("state-dir lies inside the replica " + replica + ": " + state);
        }
        if (trash != null) {
            checkTrash("source", source);
            checkTrash("replica", replica);
            checkTrash("state-dir", state);
        }
    }

    private void checkTrash(String name, Path other) {
        if (trash.equals(other)) {
            throw new IllegalArgumentException("trash is the " + name + " itself: " + trash);
        }
        if (trash.startsWith(other)) {
            throw new IllegalArgumentException("trash lies inside the " + name + " " + other + ": " + trash);
        }
        if (other.startsWith(trash)) {
            throw new IllegalArgumentException("trash lies around the " + name + " " + other + ": " + trash);
        }
    }

    /** Two jobs that write into one folder would undo each other's work. */
    void checkBeside(Places other, String otherJob, String job) {
        if (replica.startsWith(other.replica) || other.replica.startsWith(replica)) {
            throw new IllegalArgumentException("replicas of the jobs " + otherJob + " and " + job + " overlap: "
                    + other.replica + " and " + replica);
        }
    }

    /** A log in somebody else's replica is extraneous there. */
    void checkLog(Places other, String job) {
        if (log != null && log.startsWith(other.replica)) {
            throw new IllegalArgumentException(
                    "log of the job " + job + " lies in the replica of another, " + other.replica + ": " + log);
        }
    }

    /** A trash in somebody else's replica is extraneous there. */
    void checkTrash(Places other, String job) {
        if (trash != null && (trash.startsWith(other.replica) || other.replica.startsWith(trash))) {
            throw new IllegalArgumentException("trash of the job " + job + " and the replica of another overlap: "
                    + trash + " and " + other.replica);
        }
    }

    /** What a walk leaves out: our own log and state, in whichever tree they lie. */
    Set<Path> spared(Path root) {
        Set<Path> spared = new HashSet<>();
        for (Path own : new Path[] {log, state}) {
            if (own != null && own.startsWith(root) && !own.equals(root)) {
                spared.add(root.relativize(own));
            }
        }
        return spared;
    }

    /** The real path of what exists, and the rest as it is spelled. */
    static Path real(Path path) throws UnusableException {
        Path absolute = path.toAbsolutePath();
        try {
            return absolute.toRealPath();
        } catch (NoSuchFileException e) {
            Path parent = absolute.getParent();
            if (parent == null || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
                throw new UnusableException(absolute + " is a link that leads nowhere: remove it or give another path");
            }
            return real(parent).resolve(absolute.getFileName()).normalize();
        } catch (IOException e) {
            return absolute.normalize();
        }
    }

    /** Whether the log lies in one of the trees. */
    boolean logTakesPart() {
        return log != null && (log.startsWith(source) || log.startsWith(replica));
    }

    Tree sourceTree(Job job) {
        return new Tree(job.source(), job.followLinks(), job.oneFileSystem(), replica, spared(source), job.filter());
    }

    /** At its real path, which is the one that is locked: metadata of the root must not go to a link that leads there. */
    Tree replicaTree(Job job) {
        return new Tree(
                replica, false, false, null, spared(replica), job.filter().ofReplica());
    }
}
