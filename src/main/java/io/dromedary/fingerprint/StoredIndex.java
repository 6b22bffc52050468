package io.dromedary.fingerprint;

import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in one MVStore file. One map gives each folder a number, another has the files of a folder side by side under
 * that number, so that a folder is looked up once, its files follow in order, and renaming it moves none of them.
 *
 * <p>What is recorded reaches the file within about a second, by a thread of the store, so that no pass waits for it: what a
 * killed process recorded last is hashed again.
 *
 * <p>A file that cannot be used is set aside and begun anew; a disk that fails later leaves the program hashing.
 */
public final class StoredIndex implements Index {

    private static final Logger LOG = LoggerFactory.getLogger(StoredIndex.class);

    /** Raised whenever the meaning of the maps changes, so that an older program does not misread a newer index. */
    private static final int FORMAT = 3;

    private static final int CACHE_MEGABYTES = 8;
    private static final byte[] NO_NAME = {};

    private final Path file;
    private final MVStore store;
    private final MVMap<byte[], StoredFolder> folders;
    private final MVMap<byte[], Known> files;
    private final MVMap<byte[], Known> rot;
    private long lastNumber;
    private final AtomicBoolean broken = new AtomicBoolean();

    private StoredIndex(Path file, MVStore store) {
        this.file = file;
        this.store = store;
        if (store.getStoreVersion() > FORMAT) {
            throw new IllegalStateException("it was written by a newer version");
        }
        if (!store.isReadOnly()) {
            store.setStoreVersion(FORMAT);
        }
        this.folders = store.openMap(
                "folders",
                new MVMap.Builder<byte[], StoredFolder>().keyType(new KeyType()).valueType(new FolderType()));
        this.files = openFiles("files");
        this.rot = openFiles("rot");
        byte[] last = files.lastKey();
        folders.values().forEach(folder -> lastNumber = Math.max(lastNumber, folder.number()));
        lastNumber = last == null
                ? lastNumber
                : Math.max(lastNumber, ByteBuffer.wrap(last).getLong());
    }

    private MVMap<byte[], Known> openFiles(String name) {
        return store.openMap(
                name, new MVMap.Builder<byte[], Known>().keyType(new KeyType()).valueType(new KnownType()));
    }

    /**
     * Opens or begins an index for writing.
     *
     * @throws IOException if even a new file cannot be written
     */
    public static Index open(Path file) throws IOException {
        boolean begun = Files.exists(file);
        try {
            return open(file, builder(file));
        } catch (MVStoreException | IllegalStateException unusable) {
            if (!begun) {
                throw new IOException(StoreFailure.inWords(unusable), unusable);
            }
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOG.warn(
                    "The index {} cannot be used ({}). It is kept as {}, and files are hashed again.",
                    file,
                    StoreFailure.inWords(unusable),
                    aside);
            Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            try {
                return open(file, builder(file));
            } catch (MVStoreException e) {
                throw new IOException(StoreFailure.inWords(e), e);
            }
        }
    }

    private static StoredIndex open(Path file, MVStore.Builder builder) {
        AtomicReference<StoredIndex> opened = new AtomicReference<>();
        // The store writes by a thread of its own, and nobody may ask for the index for a while.
        MVStore store = builder.backgroundExceptionHandler(
                        (thread, e) -> Optional.ofNullable(opened.get()).ifPresent(index -> index.giveUp(e)))
                .open();
        try {
            opened.set(new StoredIndex(file, store));
            return opened.get();
        } catch (MVStoreException | IllegalStateException e) {
            store.closeImmediately();
            throw e;
        }
    }

    /**
     * Opens an index to look things up, or nothing where that cannot be. What is opened is a copy: a store that is open
     * for reading would keep an instance that starts meanwhile from its index.
     */
    public static Index peek(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        Path copy = null;
        try {
            copy = Files.createTempFile("dromedary-index-", ".mv");
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return open(copy, builder(copy).readOnly());
        } catch (IOException | MVStoreException | IllegalStateException e) {
            LOG.debug("The index {} is not used", file, e);
            return NONE;
        } finally {
            discard(copy);
        }
    }

    /** Where an open file cannot be removed, the system's cleaning of temporary files does it. */
    private static void discard(Path copy) {
        try {
            if (copy != null) {
                Files.deleteIfExists(copy);
            }
        } catch (IOException e) {
            LOG.debug("The temporary file {} is left", copy, e);
        }
    }

    private static MVStore.Builder builder(Path file) {
        return new MVStore.Builder().fileName(file.toString()).cacheSize(CACHE_MEGABYTES);
    }

    @Override
    public Names names(Path folder, byte[] first) {
        return read(name -> Optional.empty(), () -> {
            StoredFolder known = folders.get(PathBytes.of(folder));
            return known == null ? name -> Optional.empty() : new Range(known.number(), first);
        });
    }

    @Override
    public void record(Path path, Known known) {
        change(() -> files.put(fileKey(number(Tree.parent(path)), PathBytes.of(path.getFileName())), known));
    }

    @Override
    public void forget(Path path) {
        change(() -> {
            StoredFolder around = folders.get(PathBytes.of(Tree.parent(path)));
            if (around != null) {
                files.remove(fileKey(around.number(), PathBytes.of(path.getFileName())));
            }
            StoredFolder folder = folders.remove(PathBytes.of(path));
            if (folder != null) {
                Cursor<byte[], Known> left = range(folder.number(), NO_NAME);
                while (left.hasNext()) {
                    files.remove(left.next());
                }
            }
        });
    }

    @Override
    public void recordFolder(Path folder, Stamp source) {
        Optional<FolderKey> key = FolderKey.of(source);
        change(() -> {
            StoredFolder known = folders.get(PathBytes.of(folder));
            if (known == null || !known.key().equals(key)) {
                enter(folder, key);
            }
        });
    }

    private long number(Path folder) {
        StoredFolder known = folders.get(PathBytes.of(folder));
        return known == null ? enter(folder, Optional.empty()).number() : known.number();
    }

    /** Gives a folder a number and a key. One that it was given meanwhile stays: files are recorded under it. */
    private synchronized StoredFolder enter(Path folder, Optional<FolderKey> key) {
        StoredFolder known = folders.get(PathBytes.of(folder));
        StoredFolder entered = known == null
                ? new StoredFolder(++lastNumber, key)
                : new StoredFolder(known.number(), key.or(known::key));
        folders.put(PathBytes.of(folder), entered);
        return entered;
    }

    @Override
    public Optional<FolderKey> folder(Path folder) {
        return read(
                Optional.empty(),
                () -> Optional.ofNullable(folders.get(PathBytes.of(folder))).flatMap(StoredFolder::key));
    }

    @Override
    public Map<Path, FolderKey> folders(Path top) {
        return read(Map.of(), () -> {
            Map<Path, FolderKey> found = new LinkedHashMap<>();
            for (Map.Entry<byte[], StoredFolder> folder : below(top)) {
                folder.getValue().key().ifPresent(key -> found.put(PathBytes.path(folder.getKey()), key));
            }
            return found;
        });
    }

    @Override
    public void moveFolder(Path from, Path to) {
        change(() -> {
            byte[] old = PathBytes.of(from);
            byte[] fresh = PathBytes.of(to);
            for (Map.Entry<byte[], StoredFolder> folder : below(from)) {
                byte[] path = folder.getKey();
                byte[] moved = Arrays.copyOf(fresh, fresh.length + path.length - old.length);
                System.arraycopy(path, old.length, moved, fresh.length, path.length - old.length);
                folders.remove(path);
                folders.put(moved, folder.getValue());
            }
        });
    }

    /** A folder and those below it. */
    private List<Map.Entry<byte[], StoredFolder>> below(Path top) {
        byte[] path = PathBytes.of(top);
        List<Map.Entry<byte[], StoredFolder>> found = new ArrayList<>();
        StoredFolder self = folders.get(path);
        if (self != null) {
            found.add(Map.entry(path, self));
        }
        byte[] first = Arrays.copyOf(path, path.length + 1);
        first[path.length] = '/';
        byte[] end = first.clone();
        end[path.length] = '/' + 1;
        Cursor<byte[], StoredFolder> cursor = folders.cursor(first, end, false);
        while (cursor.hasNext()) {
            byte[] next = cursor.next();
            if (Arrays.compareUnsigned(next, end) < 0) {
                found.add(Map.entry(next, cursor.getValue()));
            }
        }
        return found;
    }

    @Override
    public void recordRot(Path file, Known good) {
        change(() -> rot.put(PathBytes.of(file), good));
    }

    @Override
    public Map<Path, Known> rot() {
        return read(Map.of(), () -> {
            Map<Path, Known> found = new LinkedHashMap<>();
            rot.forEach((path, good) -> found.put(PathBytes.path(path), good));
            return found;
        });
    }

    @Override
    public void forgetRot(Path file) {
        change(() -> rot.remove(PathBytes.of(file)));
    }

    @Override
    public boolean isEmpty() {
        return read(true, () -> files.isEmpty() && folders.isEmpty());
    }

    @Override
    public boolean keeps() {
        return !broken.get() && !store.isReadOnly();
    }

    @Override
    public void close() {
        if (broken.get()) {
            store.closeImmediately();
        } else {
            change(store::close);
        }
    }

    private <T> T read(T otherwise, Supplier<T> look) {
        if (broken.get()) {
            return otherwise;
        }
        try {
            return look.get();
        } catch (MVStoreException | IllegalStateException e) {
            giveUp(e);
            return otherwise;
        }
    }

    private void change(Runnable change) {
        if (!keeps()) {
            return;
        }
        try {
            change.run();
        } catch (MVStoreException | IllegalStateException e) {
            giveUp(e);
        }
    }

    private void giveUp(Throwable e) {
        if (broken.compareAndSet(false, true)) {
            LOG.warn(
                    "The index {} failed ({}). Until the next start, files are hashed again.",
                    file,
                    StoreFailure.inWords(e));
        }
    }

    private static byte[] fileKey(long folder, byte[] name) {
        return ByteBuffer.allocate(Long.BYTES + name.length)
                .putLong(folder)
                .put(name)
                .array();
    }

    private Cursor<byte[], Known> range(long folder, byte[] first) {
        return files.cursor(fileKey(folder, first), fileKey(folder + 1, NO_NAME), false);
    }

    /** Goes through the files of one folder side by side with whoever asks. */
    private final class Range implements Names {
        private final long folder;
        private final Cursor<byte[], Known> cursor;
        private byte[] reached;

        Range(long folder, byte[] first) {
            this.folder = folder;
            this.cursor = range(folder, first);
            advance();
        }

        private void advance() {
            reached = cursor.hasNext() ? cursor.next() : null;
        }

        @Override
        public Optional<Known> find(byte[] name) {
            return read(Optional.empty(), () -> {
                while (reached != null) {
                    int order = compare(name);
                    if (order == 0) {
                        return Optional.of(cursor.getValue());
                    } else if (order < 0) {
                        break;
                    }
                    advance();
                }
                return Optional.empty();
            });
        }

        /** How a name sorts beside the one that the cursor is at, which is behind all if it has left the folder. */
        private int compare(byte[] name) {
            boolean left = ByteBuffer.wrap(reached).getLong() != folder;
            return left ? -1 : Arrays.compareUnsigned(name, 0, name.length, reached, Long.BYTES, reached.length);
        }
    }
}
