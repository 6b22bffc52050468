package io.dromedary.tree;

import io.dromedary.posix.NativeFile;
import io.dromedary.posix.PathBytes;
import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * One of the two roots, and what of it takes part.
 *
 * @param root an absolute path
 * @param followLinks whether a link counts as what it points to
 * @param oneFileSystem whether the content of folders on other file systems is left alone
 * @param replica the real path of the other tree's root, which a followed link must not lead into, or null
 * @param spared paths relative to the root that are neither copied nor removed: our own log and state
 * @param filter what of the rest takes part
 */
public record Tree(
        Path root, boolean followLinks, boolean oneFileSystem, Path replica, Set<Path> spared, Filter filter) {

    /** The relative path of a root itself. */
    public static final Path TOP = Path.of("");

    public Tree {
        if (!root.isAbsolute()) {
            throw new IllegalArgumentException("root must be absolute: " + root);
        }
        spared = Set.copyOf(spared);
    }

    /** A tree that is taken as it is: links are links, and everything takes part. */
    public static Tree plain(Path root) {
        return new Tree(root, false, false, null, Set.of(), Filter.NONE);
    }

    /** The same tree with what is excluded. */
    public Tree unfiltered() {
        return new Tree(root, followLinks, oneFileSystem, replica, spared, Filter.NONE);
    }

    /** The folder around a relative path, which for a single name is the root. */
    public static Path parent(Path relative) {
        Path parent = relative.getParent();
        return parent == null ? TOP : parent;
    }

    /** The place of a relative path. */
    public Path resolve(Path relative) {
        return root.resolve(relative);
    }

    /** What stands at a relative path, or nothing if it is excluded. The root itself may always be a link. */
    public Entry entry(Path relative) {
        Entry entry = Entry.at(resolve(relative), follows(relative));
        return filter.excludes(relative, entry) ? Entry.ABSENT : entry;
    }

    private boolean follows(Path relative) {
        return followLinks || relative.equals(TOP);
    }

    /**
     * The extended attributes of what stands at a relative path, which only native calls can read.
     *
     * @param asked which names are asked for
     */
    public SortedMap<String, ByteBuffer> attributes(Path relative, Predicate<String> asked) throws IOException {
        Optional<Posix> posix = Posix.find();
        return posix.isPresent()
                ? posix.get().attributes(resolve(relative), follows(relative), asked)
                : Collections.emptySortedMap();
    }

    /** Opens a file for reading, with direct buffers. */
    public SeekableByteChannel open(Path file) throws IOException {
        Optional<Posix> posix = Posix.find();
        if (posix.isPresent()) {
            return posix.get().openFile(resolve(file), followLinks);
        }
        Set<OpenOption> options = followLinks
                ? Set.of(StandardOpenOption.READ)
                : Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        return Files.newByteChannel(resolve(file), options);
    }

    /** What an open file is; without a better way, what stands at its path. */
    public Entry entry(Path file, SeekableByteChannel open) throws IOException {
        return open instanceof NativeFile known ? Entry.of(known.status()) : entry(file);
    }

    /**
     * The names in a folder, sorted as unsigned bytes.
     *
     * @throws IOException if the listing fails anywhere: a part of a listing would read as deletions
     */
    byte[][] names(Path folder) throws IOException {
        Depth.check(folder);
        List<byte[]> all = list(folder);
        for (Path path : spared) {
            if (parent(path).equals(folder)) {
                byte[] left = PathBytes.of(path.getFileName());
                all.removeIf(name -> Arrays.equals(name, left));
            }
        }
        byte[][] names = all.toArray(new byte[0][]);
        Arrays.sort(names, Arrays::compareUnsigned);
        return names;
    }

    private List<byte[]> list(Path folder) throws IOException {
        Optional<Posix> posix = Posix.find();
        if (posix.isPresent()) {
            try (Posix.Folder open = posix.get().openFolder(resolve(folder), follows(folder))) {
                return open.names();
            }
        }
        List<byte[]> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(resolve(folder))) {
            for (Path child : stream) {
                names.add(PathBytes.of(child.getFileName()));
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    /** Looks at some of the names in a folder. For a name that is null the entry is absent. */
    void look(Path folder, byte[][] names, Entry[] entries) {
        Optional<Posix> posix = Posix.find();
        if (posix.isEmpty()) {
            Path place = resolve(folder);
            for (int i = 0; i < names.length; i++) {
                entries[i] = names[i] == null
                        ? Entry.ABSENT
                        : Entry.at(place.resolve(PathBytes.path(names[i])), followLinks);
            }
            return;
        }
        try (Posix.Folder open = posix.get().openFolder(resolve(folder), follows(folder))) {
            for (int i = 0; i < names.length; i++) {
                entries[i] = names[i] == null ? Entry.ABSENT : Entry.in(open, names[i], followLinks);
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            Arrays.fill(entries, Entry.ABSENT);
        } catch (IOException e) {
            for (int i = 0; i < names.length; i++) {
                entries[i] = names[i] == null ? Entry.ABSENT : Entry.unreadable(e);
            }
        }
    }

    /** Whether a spared path lies below this one, which therefore has to stay. */
    public boolean shelters(Path folder) {
        return spared.stream().anyMatch(path -> path.startsWith(folder) && !path.equals(folder));
    }
}
