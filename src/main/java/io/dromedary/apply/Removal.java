package io.dromedary.apply;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Filter;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StoppedException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BiConsumer;

/**
 * Removes an entry with all that is in it, children first. Each call of {@link #next()} removes one entry, so that a
 * removal of any size takes no more memory than its longest chain of listings.
 */
final class Removal implements Iterator<Removed> {

    private final Disk disk;
    private final Folders folders;
    private final Discard discard;
    private final Unbrought unbrought;
    private final Filter filter;
    private final Path stands;
    private final Path known;
    private final BiConsumer<Path, Kind> before;
    private final Deque<Level> levels = new ArrayDeque<>();
    private boolean begun;
    private Removed ready;

    /**
     * @param discard says what becomes of each entry
     * @param filter what stays, untold, with the folders around it
     * @param stands where the entry stands now
     * @param known the path that it had before the pass
     * @param before hears of each entry, by the path that it had before the pass, when it is about to be removed
     */
    Removal(
            Disk disk,
            Folders folders,
            Discard discard,
            Unbrought unbrought,
            Filter filter,
            Path stands,
            Path known,
            BiConsumer<Path, Kind> before) {
        this.disk = disk;
        this.folders = folders;
        this.discard = discard;
        this.unbrought = unbrought;
        this.filter = filter;
        this.stands = stands;
        this.known = known;
        this.before = before;
    }

    @Override
    public boolean hasNext() {
        return !begun || ready != null || !levels.isEmpty();
    }

    @Override
    public Removed next() {
        if (!begun) {
            begun = true;
            ready = enter(stands);
        }
        while (ready == null) {
            Level level = levels.peek();
            if (level == null) {
                throw new NoSuchElementException();
            }
            if (level.names.isEmpty()) {
                levels.pop();
                ready = level.blocked ? leave(level) : level.kept ? keep(level.path) : remove(level.path, Kind.FOLDER);
            } else {
                ready = enter(level.path.resolve(level.names.remove(level.names.size() - 1)));
            }
        }
        Removed result = ready;
        ready = null;
        if (result.failure() != null && !levels.isEmpty()) {
            levels.peek().blocked = true;
        }
        return result;
    }

    /** Removes an entry, or begins with the content of a folder and gives null. */
    private Removed enter(Path path) {
        Entry entry = disk.entry(path);
        if (filter.excludes(asKnown(path), entry)) {
            return keep(path);
        }
        if (entry.is(Kind.UNREADABLE)) {
            return new Removed(asKnown(path), entry.kind(), entry.failure());
        }
        if (unbrought.mayBe(asKnown(path), entry)) {
            IOException reason = new IOException("it may be the last copy of what could not be copied");
            return new Removed(asKnown(path), entry.kind(), reason);
        }
        if (!entry.is(Kind.FOLDER)) {
            return remove(path, entry.kind());
        }
        try {
            levels.push(new Level(path, names(path)));
            return null;
        } catch (IOException e) {
            return new Removed(asKnown(path), Kind.FOLDER, e);
        }
    }

    private List<Path> names(Path folder) throws IOException {
        List<Path> names = new ArrayList<>(disk.names(folder));
        names.sort(Collections.reverseOrder());
        return names;
    }

    private Removed remove(Path path, Kind kind) {
        before.accept(asKnown(path), kind);
        try {
            folders.in(path, () -> discard.remove(path, asKnown(path), kind));
            return new Removed(asKnown(path), kind, null);
        } catch (NoSuchFileException | StoppedException e) {
            return new Removed(asKnown(path), Kind.ABSENT, null);
        } catch (IOException e) {
            return new Removed(asKnown(path), kind, e);
        }
    }

    /** Leaves something, with the folders around it, of which there is nothing to tell. */
    private Removed keep(Path path) {
        if (!levels.isEmpty()) {
            levels.peek().kept = true;
        }
        return new Removed(asKnown(path), Kind.ABSENT, null);
    }

    /** A folder in which something could not be removed stays, and so do those around it. */
    private Removed leave(Level level) {
        return new Removed(asKnown(level.path), Kind.FOLDER, new DirectoryNotEmptyException(""));
    }

    private Path asKnown(Path path) {
        return path.equals(stands) ? known : known.resolve(stands.relativize(path));
    }

    private static final class Level {
        private final Path path;
        private final List<Path> names;
        private boolean blocked;
        private boolean kept;

        Level(Path path, List<Path> names) {
            this.path = path;
            this.names = names;
        }
    }
}
