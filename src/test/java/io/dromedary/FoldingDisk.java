package io.dromedary;

import io.dromedary.apply.Disk;
import io.dromedary.apply.NewFile;
import io.dromedary.apply.Settable;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;

/**
 * Takes capitals and small letters, and the spellings of one letter in Unicode, for the same, and keeps what a name was
 * spelled like first, as the file systems of Windows and macOS do.
 */
final class FoldingDisk implements Disk {

    private final Disk disk;

    FoldingDisk(Disk disk) {
        this.disk = disk;
    }

    /** What a path means: each name as it stands, if it stands in some spelling. */
    private Path stands(Path path) {
        Path found = Tree.TOP;
        for (Path name : path) {
            Path folder = found;
            found = list(folder).stream()
                    .filter(other -> folded(other).equals(folded(name)))
                    .findFirst()
                    .map(folder::resolve)
                    .orElse(folder.resolve(name));
        }
        return found;
    }

    private static String folded(Path name) {
        return Normalizer.normalize(name.toString(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    @Override
    public List<Path> names(Path folder) throws IOException {
        return disk.names(stands(folder));
    }

    private List<Path> list(Path folder) {
        try {
            return disk.names(folder);
        } catch (IOException e) {
            return List.of();
        }
    }

    @Override
    public Entry entry(Path path) {
        return disk.entry(stands(path));
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        return disk.open(stands(file));
    }

    @Override
    public void createRoot() throws IOException {
        disk.createRoot();
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        return disk.createFile(stands(file));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        disk.createFolder(stands(folder));
    }

    @Override
    public void createLink(Path link, Target target) throws IOException {
        disk.createLink(stands(link), target);
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        Path old = stands(from);
        Path there = stands(to);
        if (!replaces && !disk.entry(there).is(Kind.ABSENT)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        boolean respells = old.equals(there);
        return disk.rename(old, respells ? Tree.parent(there).resolve(to.getFileName()) : there, replaces);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        return disk.exchange(stands(one), stands(other));
    }

    @Override
    public boolean link(Path root, Path from, Path to) throws IOException {
        return disk.link(root, from, stands(to));
    }

    @Override
    public boolean take(Path root, Path from, Path to) throws IOException {
        return disk.take(root, from, stands(to));
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        disk.delete(stands(path), kind);
    }

    @Override
    public void force(Path path) throws IOException {
        disk.force(stands(path));
    }

    @Override
    public Settable metadata(Path path) throws IOException {
        return disk.metadata(stands(path));
    }
}
