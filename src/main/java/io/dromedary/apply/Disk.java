package io.dromedary.apply;

import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All that changes what stands below one root, and what has to be known for that: the only way by which a replica is
 * written. Paths are relative to the root. None is led elsewhere by a link: where one stands in the way, an operation
 * fails, and an entry is unreadable. Failures are the exceptions of {@code java.nio.file}. Safe for use by several threads.
 */
public interface Disk {

    /** The best that the platform has for a root, which need not exist yet. The root itself may be a link. */
    static Disk at(Path root) {
        Optional<Posix> posix = Posix.find();
        return posix.isPresent() ? new NativeDisk(posix.get(), root) : new PlainDisk(root);
    }

    /** What stands at a path. */
    Entry entry(Path path);

    /** The names in a folder, in no order. */
    List<Path> names(Path folder) throws IOException;

    /** Opens a file for reading, with direct buffers. */
    SeekableByteChannel open(Path file) throws IOException;

    /** Creates the root, and the folders around it. */
    void createRoot() throws IOException;

    /** Creates a file. */
    NewFile createFile(Path file) throws IOException;

    void createFolder(Path folder) throws IOException;

    /** Creates a link. */
    void createLink(Path link, Target target) throws IOException;

    /**
     * Gives an entry another path, in one step.
     *
     * @param replaces whether it takes the place of what may stand there
     * @return what stands there now
     * @throws java.nio.file.FileAlreadyExistsException if something stands there that is not to be replaced
     */
    Entry rename(Path from, Path to, boolean replaces) throws IOException;

    /**
     * Gives two entries of one folder each the name of the other, in one step.
     *
     * @return false, with nothing done, if there is no such step
     */
    boolean exchange(Path one, Path other) throws IOException;

    /**
     * Gives a file of another root a second name here, under which nothing stands.
     *
     * @param root an absolute path without links
     * @param from relative to that root
     * @return false, with nothing done, if there can be none
     */
    boolean link(Path root, Path from, Path to) throws IOException;

    /**
     * Moves an entry that is no folder from another root to a path at which nothing stands, in one step.
     *
     * @param root an absolute path without links
     * @param from relative to that root
     * @return false, with nothing done, if the root is on another file system
     */
    boolean take(Path root, Path from, Path to) throws IOException;

    /** Removes an entry; a folder must be empty. */
    void delete(Path path, Kind kind) throws IOException;

    /** Waits until a file, or the names in a folder, and their metadata, would outlive a power cut. */
    void force(Path path) throws IOException;

    /** The metadata of what stands at a path. */
    Settable metadata(Path path) throws IOException;
}
