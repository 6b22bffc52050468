package io.dromedary.apply;

import io.dromedary.fingerprint.Blocks;
import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Md5;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.posix.NativeFile;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Brings files and links into the replica: temporary sibling, content, metadata, rename. */
final class Copier {

    private final Tree source;
    private final Disk disk;
    private final Folders folders;
    private final Discard discard;
    private final Attributes attributes;
    private final Md5 md5;
    private final Throttle throttle;
    private final LargeCopies large;

    Copier(
            Tree source,
            Disk disk,
            Folders folders,
            Discard discard,
            Attributes attributes,
            Md5 md5,
            Throttle throttle,
            LargeCopies large) {
        this.source = source;
        this.disk = disk;
        this.folders = folders;
        this.discard = discard;
        this.attributes = attributes;
        this.md5 = md5;
        this.throttle = throttle;
        this.large = large;
    }

    /**
     * Copies what stands at a path in the source.
     *
     * @param kind what the plan saw there
     * @param replaces what the plan saw in the replica
     */
    Result copy(Path path, Kind kind, Kind replaces) throws IOException {
        return kind == Kind.LINK ? link(path, replaces) : file(path, replaces);
    }

    private Result link(Path path, Kind replaces) throws IOException {
        Entry entry = source.entry(path);
        if (entry.is(Kind.UNREADABLE)) {
            throw entry.failure();
        } else if (!entry.is(Kind.LINK)) {
            return Result.of(Outcome.VANISHED);
        }
        folders.make(Folders.parent(path));
        Path temporary = folders.temporary(path);
        folders.in(path, () -> disk.createLink(temporary, entry.target()));
        boolean placed = false;
        try {
            attributes.set(temporary, entry);
            Entry now = place(temporary, path, replaces);
            placed = true;
            return Result.done(entry, now);
        } finally {
            folders.discardUnless(placed, temporary, Kind.FILE);
        }
    }

    private Result file(Path path, Kind replaces) throws IOException {
        try (SeekableByteChannel in = source.open(path)) {
            Entry entry = source.entry(path, in);
            if (!entry.is(Kind.FILE)) {
                return Result.of(Outcome.VANISHED);
            }
            folders.make(Folders.parent(path));
            return file(path, in, entry, replaces);
        } catch (NoSuchFileException e) {
            if (source.entry(path).is(Kind.FILE)) {
                throw e;
            }
            return Result.of(Outcome.VANISHED);
        } catch (FileSystemException e) {
            Entry now = source.entry(path);
            if (now.is(Kind.FILE) || now.is(Kind.UNREADABLE)) {
                throw e;
            }
            // A link or a socket stands there now, which cannot be opened as a file.
            return Result.of(Outcome.VANISHED);
        }
    }

    private Result file(Path path, SeekableByteChannel in, Entry entry, Kind replaces) throws IOException {
        Path temporary = folders.temporary(path);
        NewFile out = folders.in(path, () -> disk.createFile(temporary));
        boolean placed = false;
        try {
            Fingerprint content;
            try (out) {
                content = isSparse(in, entry)
                        ? transferSparse(path, in, entry, out)
                        : transfer(path, in, entry, out::write);
                attributes.set(out, path, temporary, entry);
            }
            // What was read is only a state of the file if the file was the same before and after. One that was removed
            // or replaced has another change time.
            if (!entry.stamp().equals(source.entry(path, in).stamp())) {
                return Result.of(Outcome.BUSY);
            }
            Entry now = place(temporary, path, replaces);
            placed = true;
            return new Result(Outcome.DONE, entry.stamp().size(), content, entry, now);
        } finally {
            folders.discardUnless(placed, temporary, Kind.FILE);
        }
    }

    private Fingerprint transfer(Path path, SeekableByteChannel in, Entry entry, Blocks.Sink sink) throws IOException {
        LargeCopies.Copy copy = large.begin(path, entry.stamp().size());
        try {
            return md5.read(in, entry.stamp().size(), bytes -> {
                int length = bytes.remaining();
                throttle.take(length);
                sink.write(bytes);
                copy.wrote(length);
            });
        } finally {
            large.end(copy);
        }
    }

    private Fingerprint transferSparse(Path path, SeekableByteChannel in, Entry entry, NewFile out) throws IOException {
        SparseSink sink = new SparseSink(out);
        Fingerprint content = transfer(path, in, entry, sink);
        sink.end();
        return content;
    }

    /** Whether a file may have holes, which are then kept; where nobody tells, they are looked for. */
    static boolean isSparse(SeekableByteChannel in, Entry entry) throws IOException {
        return entry.stamp().size() > SparseSink.PAGE
                && (!(in instanceof NativeFile open) || open.status().isSparse());
    }

    /** Gives a temporary entry its name, and gives what stands there then. */
    Entry place(Path temporary, Path path, Kind replaces) throws IOException {
        return switch (replaces) {
            case FOLDER -> folders.swap(temporary, path);
            case ABSENT -> folders.placeNew(temporary, path, discard);
            default -> discard.replace(path, () -> folders.place(temporary, path));
        };
    }
}
