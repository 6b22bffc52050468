package io.dromedary;

import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;

/** Which file system the source was on in the last pass, by its number, which is soon asked for, and by what it is known by. */
final class SourceFileSystem {

    private final Tree source;
    private final StateFolder state;

    SourceFileSystem(Tree source, StateFolder state) {
        this.source = source;
        this.state = state;
    }

    /** Whether the source is on another one now, as far as anybody knows. */
    boolean isOther() {
        return state.fileSystem()
                .filter(last -> !last.startsWith(number() + " "))
                .filter(last -> !last.endsWith(" " + identity()))
                .isPresent();
    }

    /** Keeps the present one for the next pass. */
    void remember() {
        boolean known = state.fileSystem()
                .filter(last -> last.startsWith(number() + " "))
                .isPresent();
        if (!known) {
            state.rememberFileSystem(number() + " " + identity());
        }
    }

    private long number() {
        Stamp stamp = source.entry(Tree.TOP).stamp();
        return stamp == null ? 0 : stamp.device();
    }

    /** What tells it from others: where it comes from, or else its number, which another start of the system may change. */
    private String identity() {
        try {
            FileStore store = Files.getFileStore(source.root());
            boolean placed = store.name().contains("/");
            return placed ? store.name() + ":" + store.type() : store.type() + ":" + number();
        } catch (IOException e) {
            return "";
        }
    }
}
