package io.dromedary;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.StoredIndex;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is kept about one replica between passes and between starts: a folder with the lock, the holder's process id and
 * the index.
 */
final class StateFolder implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);

    /** Tells this process from one that had its number before, as in a container each has. */
    private static final String OURSELVES = ProcessHandle.current().pid() + " "
            + Long.toHexString(System.currentTimeMillis()) + Long.toHexString(System.nanoTime());

    private final Path folder;
    private FileChannel lock;

    /**
     * @param root the folder of all jobs' state
     * @param replica the real path of the replica, which names the folder inside
     */
    StateFolder(Path root, Path replica) {
        MessageDigest name = Fingerprint.digest();
        name.update(replica.toUri().getRawPath().replaceAll("/$", "").getBytes(StandardCharsets.UTF_8));
        this.folder = root.resolve(Fingerprint.of(name).toString());
    }

    static Path defaultRoot() {
        String xdg = System.getenv("XDG_STATE_HOME");
        Path home = Path.of(System.getProperty("user.home"));
        String system = System.getProperty("os.name");
        if (xdg != null && !xdg.isBlank()) {
            return Path.of(xdg, "dromedary");
        } else if (system.startsWith("Mac")) {
            return home.resolve("Library/Application Support/dromedary");
        } else if (system.startsWith("Windows")) {
            return home.resolve("AppData/Local/dromedary");
        }
        return home.resolve(".local/state/dromedary");
    }

    /**
     * Takes the replica for this process, until it closes or dies.
     *
     * @throws UnusableException if another instance has it, or the folder cannot be written
     */
    void lock() throws UnusableException {
        try {
            Files.createDirectories(folder);
            // A process that closes a second channel on a file that it has locked loses the lock. So the process id
            // goes into another file, which is asked first, and by one thread at a time.
            synchronized (StateFolder.class) {
                if (holder().equals(OURSELVES)) {
                    throw inUse();
                }
                lock = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                if (!acquire()) {
                    lock.close();
                    throw inUse();
                }
                Files.writeString(pidFile(), OURSELVES);
            }
        } catch (IOException e) {
            close();
            throw new UnusableException("state folder " + folder + " cannot be written: " + Failure.inWords(e)
                    + "; give a usable one with --state-dir");
        }
    }

    private boolean acquire() throws IOException {
        try {
            return lock.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private UnusableException inUse() {
        String process = holder().split(" ")[0];
        return new UnusableException("the replica is in use by another instance"
                + (process.isEmpty() ? "" : " (process " + process + ")")
                + ": stop that one first, or give this one another replica");
    }

    /** The process id of the holder, and what tells it from others with the same, or nothing. */
    private String holder() {
        try {
            return Files.readString(pidFile()).trim();
        } catch (IOException e) {
            return "";
        }
    }

    private Path pidFile() {
        return folder.resolve("pid");
    }

    /** The index for a pass that changes things. */
    Index index() throws UnusableException {
        try {
            return StoredIndex.open(indexFile());
        } catch (IOException e) {
            throw new UnusableException("index " + indexFile() + " cannot be used: " + Failure.inWords(e)
                    + "; give a usable folder with --state-dir");
        }
    }

    /**
     * What an earlier process had begun and not told.
     *
     * @param durable whether its lines are forced to disk
     */
    Journal journal(boolean durable) throws UnusableException {
        Path file = folder.resolve("journal");
        try {
            return Journal.open(file, durable);
        } catch (IOException e) {
            throw new UnusableException("journal " + file + " cannot be used: " + Failure.inWords(e)
                    + "; give a usable folder with --state-dir");
        }
    }

    /** Whether somebody has paused this job, in this process or an earlier one. */
    boolean isPaused() {
        return Files.exists(pausedFile());
    }

    /**
     * Remembers whether the job is paused.
     *
     * @throws IOException if the folder cannot be written
     */
    void setPaused(boolean paused) throws IOException {
        if (paused) {
            Files.writeString(pausedFile(), "");
        } else {
            Files.deleteIfExists(pausedFile());
        }
    }

    private Path pausedFile() {
        return folder.resolve("paused");
    }

    /** How large the index is, in bytes. */
    long indexBytes() {
        try {
            return Files.size(indexFile());
        } catch (IOException e) {
            return 0;
        }
    }

    /** Where all this is kept. */
    Path folder() {
        return folder;
    }

    /** The index for a look, which may not be there. */
    Index peek() {
        return StoredIndex.peek(indexFile());
    }

    /** Which file system the source was on in the last pass that was made, as {@link #rememberFileSystem} was told. */
    Optional<String> fileSystem() {
        try {
            return Optional.of(Files.readString(fileSystemFile()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Keeps what tells the source's file system from others. Without it, the guard knows less. */
    void rememberFileSystem(String identity) {
        try {
            Files.writeString(fileSystemFile(), identity);
        } catch (IOException e) {
            LOG.warn("The state folder {} cannot be written: {}", folder, Failure.inWords(e));
        }
    }

    private Path fileSystemFile() {
        return folder.resolve("source-file-system");
    }

    private Path indexFile() {
        return folder.resolve("index.mv");
    }

    private void letGo() throws IOException {
        try {
            // A folder that was made read-only meanwhile keeps the file, which must not name us any more.
            Files.writeString(pidFile(), "");
            Files.deleteIfExists(pidFile());
        } finally {
            lock.close();
        }
    }

    @Override
    public void close() {
        try {
            synchronized (StateFolder.class) {
                if (lock != null && lock.isOpen()) {
                    letGo();
                }
            }
        } catch (IOException e) {
            // The lock dies with the process, and a stale process id is read only while the lock is held.
        }
    }
}
