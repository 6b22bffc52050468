package io.dromedary.apply;

import io.dromedary.plan.Metadata;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** Sets owner, times and permissions. */
final class Attributes {

    private final Disk disk;
    private final Metadata metadata;
    private final AtomicReference<IOException> refusal = new AtomicReference<>();

    Attributes(Disk disk, Metadata metadata) {
        this.disk = disk;
        this.metadata = metadata;
    }

    /** Gives what stands at a path the metadata of its source, as far as they differ. */
    void set(Path path, Entry source) throws IOException {
        Entry now = disk.entry(path);
        if (now.access() == null) {
            throw new NoSuchFileException(path.toString());
        }
        Access has = now.access();
        Access wanted = source.access();
        boolean owner = metadata.owners() && (wanted.owner() != has.owner() || wanted.group() != has.group());
        // A new owner clears setuid and setgid.
        boolean mode = !source.is(Kind.LINK) && (owner || wanted.mode() != has.mode());
        set(disk.metadata(path), source, owner, mode);
    }

    /** Gives a new file the metadata of its source. */
    void set(NewFile file, Entry source) throws IOException {
        set(file, source, metadata.owners(), true);
    }

    private void set(Settable target, Entry source, boolean owner, boolean mode) throws IOException {
        Access wanted = source.access();
        if (owner) {
            attempt(() -> target.setOwner(wanted.owner(), wanted.group()));
        }
        attempt(() -> target.setModified(source.stamp().modified()));
        // Last, because a read-only file may take no new time.
        if (mode && wanted.mode() != Access.UNKNOWN) {
            attempt(() -> target.setMode(wanted.mode()));
        }
    }

    /** Sets something. */
    @FunctionalInterface
    private interface Setting {
        void set() throws IOException;
    }

    /** A file system that cannot hold an attribute, or may not set it, still gets the content. */
    private void attempt(Setting setting) throws IOException {
        try {
            setting.set();
        } catch (AccessDeniedException | NoSuchFileException e) {
            throw e;
        } catch (FileSystemException e) {
            refusal.compareAndSet(null, e);
        }
    }

    /** Why some attribute could not be set in this pass, if any. */
    Optional<IOException> refusal() {
        return Optional.ofNullable(refusal.get());
    }
}
