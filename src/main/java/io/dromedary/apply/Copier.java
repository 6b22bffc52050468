package io.dromedary.apply;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Brings files and links into the replica: temporary sibling, content, metadata, rename. */
final class Copier {

    private static final int ATTEMPTS = 2;

    private final Tree source;
    private final Tree replica;
    private final Folders folders;
    private final Attributes attributes;
    private final Md5 md5;
    private final FileAttribute<?>[] ownerOnly;

    Copier(Tree source, Tree replica, Folders folders, Attributes attributes, Md5 md5) {
        this.source = source;
        this.replica = replica;
        this.folders = folders;
        this.attributes = attributes;
        this.md5 = md5;
        this.ownerOnly =
                replica.root().getFileSystem().supportedFileAttributeViews().contains("posix")
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
    }

    /**
     * Copies what stands at a path in the source.
     *
     * @param kind what the plan saw there
     * @param swaps whether a folder stands in the way
     */
    Result copy(Path path, Kind kind, boolean swaps) throws IOException {
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Entry entry = source.entry(path);
            if (entry.is(Kind.UNREADABLE)) {
                throw entry.failure();
            }
            if (!entry.is(kind)) {
                return Result.of(Outcome.VANISHED);
            }
            folders.make(Folders.parent(path));
            Result result = kind == Kind.LINK ? link(path, entry, swaps) : file(path, entry, swaps);
            if (result.outcome() != Outcome.BUSY) {
                return result;
            }
        }
        return Result.of(Outcome.BUSY);
    }

    private Result link(Path path, Entry entry, boolean swaps) throws IOException {
        Path temporary = folders.temporary(path);
        folders.in(path, () -> Files.createSymbolicLink(replica.resolve(temporary), entry.target()));
        boolean placed = false;
        try {
            attributes.set(replica.resolve(temporary), entry);
            place(temporary, path, swaps);
            placed = true;
        } finally {
            discardUnless(placed, temporary);
        }
        return Result.done(entry, replica.entry(path));
    }

    private Result file(Path path, Entry entry, boolean swaps) throws IOException {
        Path temporary = folders.temporary(path);
        SeekableByteChannel out = folders.in(path, () -> create(replica.resolve(temporary)));
        boolean placed = false;
        try {
            Fingerprint content;
            try (out) {
                content = md5.read(source.resolve(path), source.followLinks(), bytes -> {
                    while (bytes.hasRemaining()) {
                        out.write(bytes);
                    }
                });
            } catch (NoSuchFileException e) {
                return Result.of(Outcome.VANISHED);
            }
            // What was read is only a state of the file if the file was the same before and after.
            Entry after = source.entry(path);
            if (!entry.stamp().equals(after.stamp())) {
                return Result.of(after.is(Kind.ABSENT) ? Outcome.VANISHED : Outcome.BUSY);
            }
            attributes.set(replica.resolve(temporary), entry);
            place(temporary, path, swaps);
            placed = true;
            return new Result(Outcome.DONE, entry.stamp().size(), content, entry, replica.entry(path));
        } finally {
            discardUnless(placed, temporary);
        }
    }

    private void discardUnless(boolean placed, Path temporary) throws IOException {
        if (!placed) {
            Files.deleteIfExists(replica.resolve(temporary));
        }
    }

    private void place(Path temporary, Path path, boolean swaps) throws IOException {
        if (swaps) {
            folders.swap(temporary, path);
        } else {
            folders.place(temporary, path);
        }
    }

    private SeekableByteChannel create(Path file) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), ownerOnly);
    }
}
