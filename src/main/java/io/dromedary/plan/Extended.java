package io.dromedary.plan;

import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;

/** Compares extended attributes, which are read for that, and access control lists, which are some of them. */
final class Extended {

    private final Tree source;
    private final Tree replica;
    private final Metadata metadata;

    Extended(Comparison comparison) {
        this.source = comparison.source();
        this.replica = comparison.replica();
        this.metadata = comparison.metadata();
    }

    /**
     * Whether a replica entry has those of its source, as far as they are kept.
     *
     * @throws IOException if those of the source cannot be read
     */
    boolean same(Pair pair, Path replicaPath) throws IOException {
        boolean has = pair.source().is(Kind.FILE) || pair.source().is(Kind.FOLDER);
        if (!metadata.kept().extended() || !has) {
            return true;
        }
        Map<String, ByteBuffer> wanted;
        try {
            wanted = source.attributes(pair.path(), metadata::keeps);
        } catch (NoSuchFileException e) {
            // It has vanished, which whoever would adjust it finds out.
            return true;
        }
        try {
            return wanted.equals(replica.attributes(replicaPath, metadata::keeps));
        } catch (AccessDeniedException | NoSuchFileException e) {
            return false;
        }
    }
}
