package io.dromedary.tree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * One of the two roots, and what of it takes part.
 *
 * @param root an absolute path
 * @param followLinks whether a link counts as what it points to
 * @param oneFileSystem whether the content of folders on other file systems is left alone
 * @param replica the root of the other tree, which a followed link must not lead into, or null
 * @param spared paths relative to the root that are neither copied nor removed: our own log and state
 */
public record Tree(Path root, boolean followLinks, boolean oneFileSystem, Path replica, Set<Path> spared) {

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
        return new Tree(root, false, false, null, Set.of());
    }

    /** The place of a relative path. */
    public Path resolve(Path relative) {
        return root.resolve(relative);
    }

    /** What stands at a relative path. The root itself may always be a link. */
    public Entry entry(Path relative) {
        return Entry.at(resolve(relative), followLinks || relative.equals(TOP));
    }

    /**
     * The names in a folder, sorted.
     *
     * @throws IOException if the listing fails anywhere: a part of a listing would read as deletions
     */
    List<Path> names(Path folder) throws IOException {
        List<Path> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(resolve(folder))) {
            for (Path child : stream) {
                Path name = child.getFileName();
                if (spared.isEmpty() || !spared.contains(folder.resolve(name))) {
                    names.add(name);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(names);
        return names;
    }

    /** Whether a spared path lies below this one, which therefore has to stay. */
    public boolean shelters(Path folder) {
        return spared.stream().anyMatch(path -> path.startsWith(folder) && !path.equals(folder));
    }
}
