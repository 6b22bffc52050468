package io.dromedary.apply;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names that are two in the source and one in the replica, because its file system takes capitals and small letters, or two
 * spellings of one letter, for the same. Safe for use by several threads.
 */
final class Namesakes {

    private final Tree source;
    private final Tree replica;
    private final Disk disk;
    private final Set<Path> respelled = ConcurrentHashMap.newKeySet();

    Namesakes(Tree source, Tree replica, Disk disk) {
        this.source = source;
        this.replica = replica;
        this.disk = disk;
    }

    /**
     * Sees to it that what stands at a path that is new in the replica stands there under this very name. What is
     * extraneous under another spelling is respelled.
     *
     * @throws FileSystemException if the other spelling is a name of the source too, or is not ours to take
     */
    void settle(Path path) throws IOException {
        Entry stands = disk.entry(path);
        List<Path> names = disk.names(Tree.parent(path));
        if (stands.is(Kind.ABSENT) || names.contains(path.getFileName())) {
            return;
        }
        Path other = names.stream()
                .map(Tree.parent(path)::resolve)
                .filter(candidate -> same(disk.entry(candidate), stands))
                .findFirst()
                .orElseThrow(() -> inTheWay(path, "another name"));
        boolean ours = isExtraneous(other, path)
                && !replica.spared().contains(other)
                && !replica.shelters(other)
                && !replica.filter().excludes(other, stands);
        if (!ours) {
            throw inTheWay(path, PathText.of(other));
        }
        disk.rename(other, path, true);
        respelled.add(other);
    }

    /** Whether two paths lead to one entry. */
    static boolean same(Entry one, Entry other) {
        return one.stamp() != null
                && other.stamp() != null
                && one.stamp().inode() != 0
                && one.stamp().sameFile(other.stamp());
    }

    /** A source that takes both spellings for the same has only one of them. */
    private boolean isExtraneous(Path other, Path path) {
        Entry inSource = source.entry(other);
        return inSource.is(Kind.ABSENT) || same(inSource, source.entry(path));
    }

    private static FileSystemException inTheWay(Path path, String other) {
        return new FileSystemException(
                path.toString(), null, "the replica's file system takes this name for that of " + other);
    }

    /** Whether an entry lost its path to another spelling in this pass. */
    boolean isRespelled(Path path) {
        return respelled.contains(path);
    }
}
