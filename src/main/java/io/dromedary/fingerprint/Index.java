package io.dromedary.fingerprint;

import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What is remembered about files and folders between passes. Safe for use by several threads. */
public interface Index extends AutoCloseable {

    /** Remembers nothing. */
    Index NONE = new Index() {
        @Override
        public Names names(Path folder, byte[] first) {
            return name -> Optional.empty();
        }

        @Override
        public void record(Path file, Known known) {}

        @Override
        public void forget(Path path) {}

        @Override
        public void recordFolder(Path folder, Stamp source) {}

        @Override
        public Optional<FolderKey> folder(Path folder) {
            return Optional.empty();
        }

        @Override
        public Map<Path, FolderKey> folders(Path top) {
            return Map.of();
        }

        @Override
        public void moveFolder(Path from, Path to) {}

        @Override
        public void recordRot(Path file, Known good) {}

        @Override
        public Map<Path, Known> rot() {
            return Map.of();
        }

        @Override
        public void forgetRot(Path file) {}

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public void close() {}
    };

    /** What is known about the files of one folder. For one thread. */
    @FunctionalInterface
    interface Names {
        /** Looks a name up; each must sort, as unsigned bytes, after the one that was asked for before. */
        Optional<Known> find(byte[] name);
    }

    /**
     * What tells a folder from others, under whatever name.
     *
     * @param device number of its file system
     * @param inode its number there, which a new folder may get when the one that had it is gone
     * @param born when it came into being, as in {@link Stamp}
     */
    record FolderKey(long device, long inode, long born) {

        /** The key of the folder that has this stamp; nothing where the platform has none. */
        public static Optional<FolderKey> of(Stamp stamp) {
            return stamp.inode() == 0
                    ? Optional.empty()
                    : Optional.of(new FolderKey(stamp.device(), stamp.inode(), stamp.born()));
        }

        /** The same for when it is better to take two entries for one than one for two. */
        public FolderKey ageless() {
            return new FolderKey(device, inode, 0);
        }

        // As those of a stamp, by hand.

        @Override
        public boolean equals(Object other) {
            return other instanceof FolderKey key && device == key.device && inode == key.inode && born == key.born;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(inode);
        }
    }

    /** Begins to look up the files of a folder, at a name or after it. */
    Names names(Path folder, byte[] first);

    /** What is known about one file. */
    default Optional<Known> find(Path file) {
        byte[] name = PathBytes.of(file.getFileName());
        return names(Tree.parent(file), name).find(name);
    }

    void record(Path file, Known known);

    /** Forgets a file, or a folder with the files that are directly in it. */
    void forget(Path path);

    /** Remembers which folder of the source stands at a path. */
    void recordFolder(Path folder, Stamp source);

    /** Which folder of the source stood at a path. */
    Optional<FolderKey> folder(Path folder);

    /** The same for a folder and those below it. */
    Map<Path, FolderKey> folders(Path top);

    /** Gives all that is known of a folder to another path. */
    void moveFolder(Path from, Path to);

    /**
     * Remembers that a file of the source has rotted: that it has another content, though its stamp is what it was.
     *
     * @param good what was known of it before
     */
    void recordRot(Path file, Known good);

    /** The files of the source that have rotted, with what was known of them before. */
    Map<Path, Known> rot();

    /** Forgets that a file has rotted. */
    void forgetRot(Path file);

    /** Whether no pass has recorded anything yet. */
    boolean isEmpty();

    /** Whether what is recorded serves a later pass: a preview records nothing. */
    boolean keeps();

    /** Writes to disk what has been recorded and is not there yet. */
    @Override
    void close();
}
