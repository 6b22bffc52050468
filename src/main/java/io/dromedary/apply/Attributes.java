package io.dromedary.apply;

import io.dromedary.plan.Metadata;
import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.TimeUnit;

/** Sets owner, times and permissions. */
final class Attributes {

    private static final int OWNER_READS = 0400;

    private final Metadata metadata;

    Attributes(Metadata metadata) {
        this.metadata = metadata;
    }

    /** Gives an entry the metadata of its source. */
    void set(Path target, Entry source) throws IOException {
        Entry now = Entry.at(target);
        if (now.access() == null) {
            throw new NoSuchFileException(target.toString());
        }
        boolean reowned = metadata.owners() && setOwners(target, source.access(), now.access());
        setTime(target, source);
        // Last, because a read-only file takes no new time.
        boolean sameMode = source.access().mode() == now.access().mode() && !reowned;
        if (!source.is(Kind.LINK) && source.access().mode() != Access.UNKNOWN && !sameMode) {
            setMode(target, now, source.access().mode());
        }
    }

    /** Whether there was something to set, which clears setuid and setgid. */
    private static boolean setOwners(Path target, Access source, Access now) throws IOException {
        boolean owner = source.owner() != now.owner();
        boolean group = source.group() != now.group();
        if (owner) {
            Files.setAttribute(target, "unix:uid", source.owner(), LinkOption.NOFOLLOW_LINKS);
        }
        if (group) {
            Files.setAttribute(target, "unix:gid", source.group(), LinkOption.NOFOLLOW_LINKS);
        }
        return owner || group;
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
