package io.dromedary.apply;

import io.dromedary.plan.Metadata;
import io.dromedary.posix.NativeFile;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Sets owner, times and permissions. */
final class Attributes {

    private static final int OWNER_READS = 0400;

    private final Metadata metadata;
    private final AtomicReference<IOException> refusal = new AtomicReference<>();

    Attributes(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Gives an entry the metadata of its source. */
    void set(Path target, Entry source) throws IOException {
        Entry now = Entry.at(target);
        if (now.access() == null) {
            throw new NoSuchFileException(target.toString());
        }
        boolean owner =
                metadata.owners() && source.access().owner() != now.access().owner();
        boolean group =
                metadata.owners() && source.access().group() != now.access().group();
        if (owner) {
            attempt(() -> setNumber(target, "unix:uid", source.access().owner()));
        }
        if (group) {
            attempt(() -> setNumber(target, "unix:gid", source.access().group()));
        }
        attempt(() -> setTime(target, source));
        // Last, because a read-only file takes no new time, and a new owner clears setuid and setgid.
        boolean sameMode = source.access().mode() == now.access().mode() && !owner && !group;
        if (!source.is(Kind.LINK) && source.access().mode() != Access.UNKNOWN && !sameMode) {
            attempt(() -> setMode(target, now, source.access().mode()));
        }
    }

    /** Gives a new file, while it is open, the metadata of its source. */
    void set(NativeFile target, Entry source) throws IOException {
        if (metadata.owners()) {
            attempt(() ->
                    target.setOwner(source.access().owner(), source.access().group()));
        }
        attempt(() -> target.setMode(source.access().mode()));
        attempt(() -> target.setModified(source.stamp().modified()));
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

    private static void setNumber(Path target, String attribute, int number) throws IOException {
        Files.setAttribute(target, attribute, number, LinkOption.NOFOLLOW_LINKS);
    }

    private static void setTime(Path target, Entry source) throws IOException {
        FileTime time = FileTime.from(source.stamp().modified(), TimeUnit.NANOSECONDS);
        BasicFileAttributeView view =
                Files.getFileAttributeView(target, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        try {
            view.setTimes(time, null, null);
        } catch (AccessDeniedException e) {
            // Java opens a file to set its time, which its owner may have to allow first.
            Entry now = Entry.at(target);
            if (now.access() == null || (now.access().mode() & OWNER_READS) != 0) {
                throw e;
            }
            setMode(target, now.access().mode() | OWNER_READS);
            try {
                view.setTimes(time, null, null);
            } finally {
                setMode(target, now.access().mode());
            }
        }
    }

    /** Sets permission bits; of an entry that is no link. */
    static void setMode(Path target, int mode) throws IOException {
        Entry now = Entry.at(target);
        if (now.access() != null
                && now.access().mode() != Access.UNKNOWN
                && now.access().mode() != mode) {
            setMode(target, now, mode);
        }
    }

    private static void setMode(Path target, Entry now, int mode) throws IOException {
        boolean opens = (now.access().mode() & OWNER_READS) != 0;
        if (opens) {
            Files.setAttribute(target, "unix:mode", mode, LinkOption.NOFOLLOW_LINKS);
        } else if (!now.is(Kind.LINK)) {
            // Not following links takes opening the file, which its own permissions forbid.
            Files.setAttribute(target, "unix:mode", mode);
        }
    }
}
