package io.dromedary.fingerprint;

import java.nio.file.Path;
import java.util.Optional;

/** What is remembered about files between passes. Safe for use by several threads. */
public interface Index extends AutoCloseable {

    /** Remembers nothing. */
    Index NONE = new Index() {
        @Override
        public Optional<Known> find(Path path) {
            return Optional.empty();
        }

        @Override
        public void record(Path path, Known known) {}

        @Override
        public void forget(Path path) {}

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public void save() {}

        @Override
        public void close() {}
    };

    Optional<Known> find(Path path);

    void record(Path path, Known known);

    void forget(Path path);

    /** Whether no pass has recorded anything yet. */
    boolean isEmpty();

    /** Writes to disk what has been recorded. */
    void save();

    @Override
    void close();
}
