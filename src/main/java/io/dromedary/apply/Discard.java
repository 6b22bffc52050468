package io.dromedary.apply;

import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.Path;

/** What becomes of an entry of the replica that is overwritten or removed. Safe for use by several threads. */
interface Discard {

    /**
     * Puts another entry in place of what may stand at a path.
     *
     * @param step does it, in one step
     */
    <T> T replace(Path path, Folders.Step<T> step) throws IOException;

    /**
     * Removes an entry; a folder must be empty.
     *
     * @param stands where it stands now
     * @param known the path that it had before the pass
     */
    void remove(Path stands, Path known, Kind kind) throws IOException;

    /** Ends the pass. */
    void end() throws IOException;

    /** It is gone. */
    static Discard forGood(Disk disk) {
        return new Discard() {
            @Override
            public <T> T replace(Path path, Folders.Step<T> step) throws IOException {
                return step.run();
            }

            @Override
            public void remove(Path stands, Path known, Kind kind) throws IOException {
                disk.delete(stands, kind);
            }

            @Override
            public void end() {
                // Nothing was begun.
            }
        };
    }
}
