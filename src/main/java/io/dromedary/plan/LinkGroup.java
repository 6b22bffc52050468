package io.dromedary.plan;

import io.dromedary.tree.Stamp;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of the source that has several names, and the file of the replica that has some of the same names and keeps them.
 *
 * @param source what the file of the source was when it was compared
 * @param replica the same of the replica's
 * @param names those that stay, or are to be moved; those first that stand already
 */
public record LinkGroup(Stamp source, Stamp replica, List<Name> names) {

    /** @param from where it stands before the pass, which for most is the same */
    public record Name(Path path, Path from) {}
}
