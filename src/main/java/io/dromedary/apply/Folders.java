package io.dromedary.apply;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.TemporaryName;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

/**
 * The folders of a replica during one pass: makes them when something is to stand in them, lends them write permission,
 * and remembers which of them need their metadata back at the end. Safe for use by several threads.
 */
final class Folders {

    private static final int OWNER_ALL = 0700;

    private final Disk disk;
    private final long pass;
    private final AtomicLong serial = new AtomicLong();
    private final Set<Path> sure = ConcurrentHashMap.newKeySet();
    private final Set<Path> touched = ConcurrentHashMap.newKeySet();
    private final Map<Path, Path> aside = new ConcurrentHashMap<>();
    private final Map<Path, Path> moves;
    private final Set<Path> fresh;
    private final Namesakes namesakes;
    private final int[] moveLevels;
    private final BiConsumer<Path, Path> moving;
    private final BiConsumer<Path, Path> moved;
    private final Set<Path> movedHere = ConcurrentHashMap.newKeySet();

    /**
     * @param pass tells the temporary names of this pass from those of others
     * @param moves folders that are to be had by moving others: where to, and where from
     * @param fresh folders that are to be made, with all that is in them
     * @param moving hears of a folder that is about to be moved, by where it is and where it will be
     * @param moved hears the same when it has been moved
     */
    Folders(
            Disk disk,
            long pass,
            Map<Path, Path> moves,
            Set<Path> fresh,
            Namesakes namesakes,
            BiConsumer<Path, Path> moving,
            BiConsumer<Path, Path> moved) {
        this.disk = disk;
        this.pass = pass;
        this.moves = moves;
        this.fresh = fresh;
        this.namesakes = namesakes;
        this.moveLevels =
                moves.keySet().stream().mapToInt(Path::getNameCount).distinct().toArray();
        this.moving = moving;
        this.moved = moved;
    }

    /** Without anything to be moved or made. */
    Folders(Disk disk, long pass) {
        this(disk, pass, Map.of(), Set.of(), null, (from, to) -> {}, (from, to) -> {});
    }

    /** Does something in a folder of the replica. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** The same, for nothing but its effect. */
    @FunctionalInterface
    interface Act {
        void run() throws IOException;
    }

    /** A fresh temporary name beside a path. */
    Path temporary(Path path) {
        return path.resolveSibling(TemporaryName.of(pass, serial.incrementAndGet()));
    }

    static Path parent(Path path) {
        return Tree.parent(path);
    }

    /** Makes a folder and those around it, or moves it here as planned, unless it stands there. A link is no folder. */
    void make(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path around = folder; !sure.contains(around); around = parent(around)) {
            missing.push(around);
            if (around.equals(Tree.TOP)) {
                break;
            }
        }
        for (Path next : missing) {
            if (next.equals(Tree.TOP)) {
                makeTop();
            } else {
                makeOne(next);
            }
            sure.add(next);
        }
    }

    /** Makes a folder if that takes moving one that it lies in, and else leaves it as it is. */
    void reach(Path folder) throws IOException {
        // Not by the folders around it, of which a deep one has many.
        int depth = folder.getNameCount();
        for (int level : moveLevels) {
            if (level <= depth && moves.containsKey(level == depth ? folder : folder.subpath(0, level))) {
                make(folder);
                return;
            }
        }
    }

    /** Whether a folder is to be made with all that is in it. */
    private boolean isFresh(Path folder) {
        for (Path around = folder; around != null; around = around.getParent()) {
            if (fresh.contains(around)) {
                return true;
            }
        }
        return fresh.contains(Tree.TOP);
    }

    private void makeTop() throws IOException {
        Entry now = disk.entry(Tree.TOP);
        if (now.is(Kind.ABSENT)) {
            disk.createRoot();
            touched.add(Tree.TOP);
        } else if (!now.is(Kind.FOLDER)) {
            throw new NotDirectoryException("the replica");
        }
    }

    /** One at a time, because two files of one new folder may come at the same moment. */
    private synchronized void makeOne(Path folder) throws IOException {
        Entry now = disk.entry(folder);
        Path from = moves.get(folder);
        if (from != null && (now.is(Kind.ABSENT) || Namesakes.same(disk.entry(from), now))) {
            moving.accept(from, folder);
            move(from, folder, Discard.forGood(disk));
            movedHere.add(folder);
            moved.accept(from, folder);
        } else if (now.is(Kind.ABSENT)) {
            in(folder, () -> createOrFind(folder));
        } else if (now.is(Kind.UNREADABLE)) {
            throw now.failure();
        } else {
            if (isFresh(folder)) {
                namesakes.settle(folder);
            }
            if (now.is(Kind.FOLDER)) {
                return;
            }
            replace(folder);
        }
        touched.add(folder);
    }

    private void replace(Path entry) throws IOException {
        Path folder = temporary(entry);
        in(entry, () -> disk.createFolder(folder));
        boolean placed = false;
        try {
            swap(folder, entry);
            placed = true;
        } finally {
            discardUnless(placed, folder, Kind.FOLDER);
        }
    }

    private void createOrFind(Path folder) throws IOException {
        try {
            disk.createFolder(folder);
        } catch (FileAlreadyExistsException e) {
            if (!disk.entry(folder).is(Kind.FOLDER)) {
                throw e;
            }
        }
    }

    /** Runs a step that writes beside a path, lending the folder around it write permission if that is what it lacks. */
    <T> T in(Path path, Step<T> step) throws IOException {
        Path folder = parent(path);
        touched.add(folder);
        try {
            return step.run();
        } catch (AccessDeniedException e) {
            if (!lend(folder)) {
                throw e;
            }
            return step.run();
        }
    }

    /** The same for a step that gives nothing. */
    void in(Path path, Act act) throws IOException {
        in(path, () -> {
            act.run();
            return null;
        });
    }

    /** Gives the owner all permissions of a folder for the moment; false if that changes nothing. */
    private boolean lend(Path folder) throws IOException {
        Entry now = disk.entry(folder);
        if (!now.is(Kind.FOLDER)
                || now.access().mode() == Access.UNKNOWN
                || (now.access().mode() & OWNER_ALL) == OWNER_ALL) {
            return false;
        }
        disk.metadata(folder).setMode(now.access().mode() | OWNER_ALL);
        return true;
    }

    /** Makes a folder by moving another one, which may have happened when something in it was brought. */
    void moveHere(Path folder) throws IOException {
        make(folder);
        if (!movedHere.contains(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "something else stands there");
        }
    }

    /** Gives an entry of the replica another path, which nothing should have. */
    Entry move(Path from, Path to, Discard discard) throws IOException {
        return in(from, () -> placeNew(from, to, discard));
    }

    /** Puts an entry in place of what stands at a path, in one rename, and gives what stands there then. */
    Entry place(Path from, Path path) throws IOException {
        return in(path, () -> disk.rename(from, path, true));
    }

    /** The same for a path that nothing should have. What has it nevertheless is replaced if the path is its own. */
    Entry placeNew(Path from, Path path, Discard discard) throws IOException {
        try {
            return in(path, () -> disk.rename(from, path, false));
        } catch (FileAlreadyExistsException e) {
            namesakes.settle(path);
            return discard.replace(path, () -> place(from, path));
        }
    }

    /** Moves what stands at a path aside, to be removed last, and puts a temporary entry in its place. */
    Entry swap(Path temporary, Path path) throws IOException {
        if (in(path, () -> disk.exchange(temporary, path))) {
            aside.put(path, temporary);
            return disk.entry(path);
        }
        Path old = temporary(path);
        place(path, old);
        try {
            Entry now = place(temporary, path);
            aside.put(path, old);
            return now;
        } catch (IOException e) {
            place(old, path);
            throw e;
        }
    }

    /** Removes a temporary entry that did not get its name. Where that fails too, the next pass removes it. */
    void discardUnless(boolean placed, Path temporary, Kind kind) {
        if (!placed) {
            try {
                disk.delete(temporary, kind);
            } catch (IOException e) {
                // Why it did not get its name is what matters.
            }
        }
    }

    /** Where {@link #swap} put what stood at a path, or null. */
    Path asideOf(Path path) {
        return aside.get(path);
    }

    /** The folders that were made or written into. */
    Set<Path> touched() {
        return Set.copyOf(touched);
    }
}
