package io.dromedary.fingerprint;

import io.dromedary.tree.PathText;
import io.dromedary.tree.Stamp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The index in one MVStore file: from a relative path, as text, to the bytes of a {@link Known}. A file that cannot be
 * used is set aside and begun anew; a disk that fails later leaves the program hashing.
 */
public final class StoredIndex implements Index {

    private static final Logger LOG = LoggerFactory.getLogger(StoredIndex.class);
    private static final String MAP = "files-1";
    private static final int CACHE_MEGABYTES = 8;
    private static final int RECORD_BYTES = (5 + 5 + 2 + 1) * Long.BYTES;

    private final Path file;
    private final MVStore store;
    private final MVMap<String, byte[]> known;
    private volatile boolean broken;

    private StoredIndex(Path file, MVStore store) {
        this.file = file;
        this.store = store;
        this.known = store.openMap(MAP);
    }

    /**
     * Opens or begins an index for writing.
     *
     * @throws IOException if even a new file cannot be written
     */
    public static Index open(Path file) throws IOException {
        try {
            return new StoredIndex(file, builder(file).open());
        } catch (MVStoreException damaged) {
            Path aside = file.resolveSibling(file.getFileName() + ".damaged");
            LOG.warn(
                    "The index {} cannot be used ({}). It is kept as {}, and files are hashed again.",
                    file,
                    damaged.getMessage(),
                    aside);
            if (Files.exists(file)) {
                Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
            }
            try {
                return new StoredIndex(file, builder(file).open());
            } catch (MVStoreException e) {
                throw new IOException("cannot write " + file + ": " + e.getMessage(), e);
            }
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
            return new StoredIndex(copy, builder(copy).readOnly().open());
        } catch (IOException | MVStoreException e) {
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
    public Optional<Known> find(Path path) {
        if (broken) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(known.get(PathText.of(path))).map(StoredIndex::decode);
        } catch (MVStoreException | IllegalStateException e) {
            giveUp(e);
            return Optional.empty();
        }
    }

    @Override
    public void record(Path path, Known entry) {
        change(() -> known.put(PathText.of(path), encode(entry)));
    }

    @Override
    public void forget(Path path) {
        change(() -> known.remove(PathText.of(path)));
    }

    @Override
    public boolean isEmpty() {
        return broken || known.isEmpty();
    }

    @Override
    public void save() {
        change(store::commit);
    }

    @Override
    public void close() {
        if (broken) {
            store.closeImmediately();
        } else {
            change(store::close);
        }
    }

    private void change(Runnable change) {
        if (broken || store.isReadOnly()) {
            return;
        }
        try {
            change.run();
        } catch (MVStoreException | IllegalStateException e) {
            giveUp(e);
        }
    }

    private void giveUp(RuntimeException e) {
        if (!broken) {
            broken = true;
            LOG.warn("The index {} failed ({}). Until the next start, files are hashed again.", file, e.getMessage());
        }
    }

    private static byte[] encode(Known known) {
        ByteBuffer bytes = ByteBuffer.allocate(RECORD_BYTES);
        put(bytes, known.source());
        put(bytes, known.replica());
        bytes.putLong(known.content().high()).putLong(known.content().low()).putLong(known.recorded());
        return bytes.array();
    }

    private static Known decode(byte[] record) {
        ByteBuffer bytes = ByteBuffer.wrap(record);
        return new Known(
                stamp(bytes), stamp(bytes), new Fingerprint(bytes.getLong(), bytes.getLong()), bytes.getLong());
    }

    private static void put(ByteBuffer bytes, Stamp stamp) {
        bytes.putLong(stamp.size())
                .putLong(stamp.modified())
                .putLong(stamp.changed())
                .putLong(stamp.device())
                .putLong(stamp.inode());
    }

    private static Stamp stamp(ByteBuffer bytes) {
        return new Stamp(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }
}
