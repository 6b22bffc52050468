package io.dromedary.apply;

import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Metadata;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicReference;

/** Sets owner, extended attributes, times and permissions. */
final class Attributes {

    private static final int OWNER_READS_AND_WRITES = 0600;
    private static final int SET_IDS = 06000;

    private final Tree source;
    private final Disk disk;
    private final Metadata metadata;
    private final AtomicReference<IOException> refusal = new AtomicReference<>();

    Attributes(Tree source, Disk disk, Metadata metadata) {
        this.source = source;
        this.disk = disk;
        this.metadata = metadata;
    }

    /**
     * Whether what stands at a path has all metadata that it can have.
     *
     * @param now what stands there
     */
    boolean same(Path path, Entry entry, Entry now) throws IOException {
        if (!metadata.same(entry, now)) {
            return false;
        } else if (!hasExtended(entry)) {
            return true;
        }
        try {
            return wanted(path).equals(disk.metadata(path).attributes(metadata::keeps));
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    /**
     * Gives what stands at a path the metadata of its source, in place.
     *
     * @param before what stands there
     */
    Result adjust(Path path, Entry entry, Entry before) throws IOException {
        boolean extended = !same(path, entry, before) && set(path, entry, before);
        Entry now = disk.entry(path);
        if (!now.is(before.kind())) {
            return Result.of(Outcome.VANISHED);
        }
        // A file system that holds less than the source has is asked in each pass, but there is nothing to tell.
        boolean unchanged = !extended
                && now.stamp().modified() == before.stamp().modified()
                && now.access().equals(before.access());
        return unchanged ? Result.of(Outcome.UNCHANGED) : Result.done(entry, now);
    }

    /**
     * Gives what stands at a path the metadata of its source, as far as they differ.
     *
     * @return whether extended attributes are others now
     */
    boolean set(Path path, Entry entry) throws IOException {
        return set(path, entry, disk.entry(path));
    }

    /** @param now what stands there */
    private boolean set(Path path, Entry entry, Entry now) throws IOException {
        Access has = accessOf(path, now);
        Access wanted = entry.access();
        Settable target = disk.metadata(path);
        boolean owned = metadata.owners() && (wanted.owner() != has.owner() || wanted.group() != has.group());
        if (owned) {
            attempt(() -> target.setOwner(wanted.owner(), wanted.group()));
        }
        boolean extended = hasExtended(entry) && changeExtended(path, target, has);
        setTime(target, entry);
        // A new owner clears setuid and setgid, a new access control list what it does not allow.
        boolean doubtful = owned && !entry.is(Kind.LINK) || hasExtended(entry);
        setMode(target, entry, doubtful ? accessOf(path, disk.entry(path)) : has);
        return extended;
    }

    private static Access accessOf(Path path, Entry now) throws NoSuchFileException {
        if (now.access() == null) {
            throw new NoSuchFileException(path.toString());
        }
        return now.access();
    }

    /** Sets the extended attributes of what stands there, which its own permissions may forbid its owner. */
    private boolean changeExtended(Path path, Settable target, Access has) throws IOException {
        SortedMap<String, ByteBuffer> wanted = wanted(path);
        try {
            if (wanted.equals(target.attributes(metadata::keeps))) {
                return false;
            }
        } catch (AccessDeniedException e) {
            // For whoever may not read it, they are others.
        }
        boolean lent = (has.mode() & OWNER_READS_AND_WRITES) != OWNER_READS_AND_WRITES;
        if (lent) {
            attempt(() -> target.setMode(has.mode() | OWNER_READS_AND_WRITES));
        }
        SortedMap<String, ByteBuffer> before = target.attributes(metadata::keeps);
        setExtended(target, wanted, before);
        boolean changed = !target.attributes(metadata::keeps).equals(before);
        if (lent && !metadata.kept().perms()) {
            attempt(() -> target.setMode(has.mode()));
        }
        return changed;
    }

    /**
     * Gives a new file the metadata of its source.
     *
     * @param path where it is to stand
     * @param temporary where it stands now
     */
    void set(NewFile file, Path path, Path temporary, Entry entry) throws IOException {
        Fidelity kept = metadata.kept();
        Entry old = kept.owner() && kept.perms() ? Entry.ABSENT : disk.entry(path);
        // What is left out stays as it was, though the file is another one.
        Access owner = kept.owner() ? entry.access() : old.is(Kind.FILE) ? old.access() : null;
        if (metadata.root() && owner != null) {
            attempt(() -> file.setOwner(owner.owner(), owner.group()));
        }
        if (hasExtended(entry)) {
            setExtended(file, wanted(path), file.attributes(metadata::keeps));
        }
        setTime(file, entry);
        int mode = mode(temporary, entry, old);
        if (mode != Access.UNKNOWN) {
            attempt(() -> file.setMode(mode));
        }
    }

    private int mode(Path temporary, Entry entry, Entry old) throws IOException {
        int wanted = entry.access().mode();
        if (!metadata.kept().perms()) {
            return old.is(Kind.FILE)
                    ? old.access().mode()
                    : wanted == Access.UNKNOWN ? wanted : wanted & ~SET_IDS & ~Umask.VALUE;
        } else if (metadata.owners() || wanted == Access.UNKNOWN || (wanted & SET_IDS) == 0) {
            return wanted;
        }
        Access has = disk.entry(temporary).access();
        if (has == null) {
            throw new NoSuchFileException(temporary.toString());
        }
        return metadata.mode(entry, has);
    }

    private boolean hasExtended(Entry entry) {
        return metadata.kept().extended() && (entry.is(Kind.FILE) || entry.is(Kind.FOLDER));
    }

    private SortedMap<String, ByteBuffer> wanted(Path path) throws IOException {
        return source.attributes(path, metadata::keeps);
    }

    private void setExtended(Settable target, SortedMap<String, ByteBuffer> wanted, SortedMap<String, ByteBuffer> has)
            throws IOException {
        for (String name : has.keySet()) {
            if (!wanted.containsKey(name)) {
                attemptExtended(() -> target.setAttribute(name, null));
            }
        }
        for (Map.Entry<String, ByteBuffer> attribute : wanted.entrySet()) {
            if (!attribute.getValue().equals(has.get(attribute.getKey()))) {
                attemptExtended(() -> target.setAttribute(attribute.getKey(), attribute.getValue()));
            }
        }
    }

    private void setTime(Settable target, Entry entry) throws IOException {
        if (metadata.kept().times()) {
            attempt(() -> target.setModified(entry.stamp().modified()));
        }
    }

    /** Last, because a read-only file may take nothing new. */
    private void setMode(Settable target, Entry entry, Access has) throws IOException {
        if (entry.is(Kind.LINK)
                || entry.access().mode() == Access.UNKNOWN
                || !metadata.kept().perms()) {
            return;
        }
        int mode = metadata.mode(entry, has);
        if (mode != has.mode()) {
            attempt(() -> target.setMode(mode));
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

    /** The same for what some security module may deny, though the file is ours. */
    private void attemptExtended(Setting setting) throws IOException {
        try {
            attempt(setting);
        } catch (AccessDeniedException e) {
            refusal.compareAndSet(null, e);
        }
    }

    /** Why some attribute could not be set in this pass, if any. */
    Optional<IOException> refusal() {
        return Optional.ofNullable(refusal.get());
    }
}
