package io.dromedary.apply;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The copies under way that take long enough for a person to wonder. Safe for use by several threads. */
public final class LargeCopies {

    private static final long LARGE = 8 << 20;

    private final Set<Copy> underWay = ConcurrentHashMap.newKeySet();

    /** One file on its way. */
    public static final class Copy {

        private static final Copy SMALL = new Copy(null, 0);

        private final Path path;
        private final long size;
        private final long begun = System.nanoTime();
        private final AtomicLong written = new AtomicLong();

        private Copy(Path path, long size) {
            this.path = path;
            this.size = size;
        }

        void wrote(int bytes) {
            if (path != null) {
                written.addAndGet(bytes);
            }
        }

        /** Relative to both roots. */
        public Path path() {
            return path;
        }

        /** In bytes. */
        public long size() {
            return size;
        }

        /** In bytes, at most the size unless the file grows. */
        public long written() {
            return written.get();
        }
    }

    Copy begin(Path path, long size) {
        if (size < LARGE) {
            return Copy.SMALL;
        }
        Copy copy = new Copy(path, size);
        underWay.add(copy);
        return copy;
    }

    void end(Copy copy) {
        underWay.remove(copy);
    }

    /** The one that has been under way for longest. */
    public Optional<Copy> oldest() {
        return underWay.stream().min(Comparator.comparingLong(copy -> copy.begun));
    }

    /** What has been written of all of them, in bytes. */
    public long written() {
        return underWay.stream().mapToLong(Copy::written).sum();
    }
}
