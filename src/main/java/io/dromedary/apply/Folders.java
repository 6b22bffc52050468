package io.dromedary.apply;

import io.dromedary.tree.Access;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    private final Tree replica;
    private final String mark;
    private final AtomicLong serial = new AtomicLong();
    private final Set<Path> sure = ConcurrentHashMap.newKeySet();
    private final Set<Path> touched = ConcurrentHashMap.newKeySet();
    private final Map<Path, Path> aside = new ConcurrentHashMap<>();
    private final Map<Path, Path> moves;
    private final BiConsumer<Path, Path> moved;
    private final Set<Path> movedHere = ConcurrentHashMap.newKeySet();

    /**
     * @param mark tells the temporary names of this pass from those of others
     * @param moves folders that are to be had by moving others: where to, and where from
     * @param moved hears where a folder came from and where it is
     */
    Folders(Tree replica, String mark, Map<Path, Path> moves, BiConsumer<Path, Path> moved) {
        this.replica = replica;
        this.mark = mark;
        this.moves = moves;
        this.moved = moved;
    }

    /** Does something in a folder of the replica. */
    @FunctionalInterface
    interface Step<T> {
        T run() throws IOException;
    }

    /** A fresh temporary name beside a path. */
    Path temporary(Path path) {
        Path parent = path.getParent();
        String name =
                ".dromedary-" + mark + "-" + Long.toString(serial.incrementAndGet(), Character.MAX_RADIX) + ".tmp";
        return parent == null ? Path.of(name) : parent.resolve(name);
    }

    static Path parent(Path path) {
        return Tree.parent(path);
    }

    /** Makes a folder and those around it, or moves it here as planned, unless it stands there. A link is no folder. */
    void make(Path folder) throws IOException {
        if (sure.contains(folder)) {
            return;
        }
        if (folder.equals(Tree.TOP)) {
            makeTop();
        } else {
            make(parent(folder));
            makeOne(folder);
        }
        sure.add(folder);
    }

    private void makeTop() throws IOException {
        Entry now = replica.entry(Tree.TOP);
        if (now.is(Kind.ABSENT)) {
            Files.createDirectories(replica.root());
            touched.add(Tree.TOP);
        } else if (!now.is(Kind.FOLDER)) {
            throw new NotDirectoryException(replica.root().toString());
        }
    }

    /** One at a time, because two files of one new folder may come at the same moment. */
    private synchronized void makeOne(Path folder) throws IOException {
        Entry now = replica.entry(folder);
        if (now.is(Kind.FOLDER)) {
            return;
        }
        if (now.is(Kind.ABSENT) && moves.containsKey(folder)) {
            Path from = moves.get(folder);
            move(from, folder);
            movedHere.add(folder);
            moved.accept(from, folder);
        } else if (now.is(Kind.ABSENT)) {
            in(folder, () -> createOrFind(replica.resolve(folder)));
        } else if (now.is(Kind.UNREADABLE)) {
            throw now.failure();
        } else {
            Path fresh = temporary(folder);
            in(folder, () -> Files.createDirectory(replica.resolve(fresh)));
            swap(fresh, folder);
        }
        touched.add(folder);
    }

    private static Path createOrFind(Path folder) throws IOException {
        try {
            return Files.createDirectory(folder);
        } catch (FileAlreadyExistsException e) {
            if (Entry.at(folder).is(Kind.FOLDER)) {
                return folder;
            }
            throw e;
        }
    }

    /** Whether a path leads out of the replica, by a link that was swapped in for a folder around it. */
    boolean leadsOutside(Path path) {
        for (Path around = path.getParent(); around != null; around = around.getParent()) {
            if (replica.entry(around).is(Kind.LINK)) {
                return true;
            }
        }
        return false;
    }

    /** Runs a step that writes beside a path, lending the folder around it write permission if that is what it lacks. */
    <T> T in(Path path, Step<T> step) throws IOException {
        Path folder = parent(path);
        touched.add(folder);
        try {
            return step.run();
        } catch (AccessDeniedException e) {
            if (!lend(replica.resolve(folder))) {
                throw e;
            }
            return step.run();
        }
    }

    /** Gives the owner all permissions of a folder for the moment; false if that changes nothing. */
    static boolean lend(Path folder) throws IOException {
        Entry now = Entry.at(folder);
        if (!now.is(Kind.FOLDER)
                || now.access().mode() == Access.UNKNOWN
                || (now.access().mode() & OWNER_ALL) == OWNER_ALL) {
            return false;
        }
        Attributes.setMode(folder, now.access().mode() | OWNER_ALL);
        return true;
    }

    /** Makes a folder by moving another one, which may have happened when something in it was brought. */
    void moveHere(Path folder) throws IOException {
        make(folder);
        if (!movedHere.contains(folder)) {
            throw new FileAlreadyExistsException(folder.toString(), null, "something else stands there");
        }
    }

    /** Gives an entry of the replica another path. */
    void move(Path from, Path to) throws IOException {
        make(parent(from));
        in(from, () -> {
            place(from, to);
            return to;
        });
    }

    /** Puts a temporary entry in place of what stands at a path, in one rename. */
    void place(Path temporary, Path path) throws IOException {
        in(
                path,
                () -> Files.move(
                        replica.resolve(temporary),
                        replica.resolve(path),
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING));
    }

    /** Moves what stands at a path aside, to be removed last, and puts a temporary entry in its place. */
    void swap(Path temporary, Path path) throws IOException {
        Path old = temporary(path);
        place(path, old);
        try {
            place(temporary, path);
        } catch (IOException e) {
            place(old, path);
            throw e;
        }
        aside.put(path, old);
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
