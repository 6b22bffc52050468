package io.dromedary.plan;

import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.TemporaryName;
import java.nio.file.Path;

/**
 * What the replica loses.
 *
 * @param counts all that is deleted
 * @param links how many of the files are links
 * @param specials how many of the files are sockets, pipes or devices
 * @param mark stands for each single thing that is deleted or replaced, and for its state
 */
public record Lost(Counts counts, long links, long specials, long mark) {

    /** Nothing. */
    public static final Lost NONE = new Lost(Counts.NONE, 0, 0, 0);

    private static final String BEGINNING = ".dromedary-";

    /** An entry that is deleted, unless a killed pass has left it behind: then it is nobody's. */
    static Lost deleted(Path path, Entry entry) {
        return isLeftover(path)
                ? NONE
                : new Lost(
                        Counts.of(entry),
                        entry.is(Kind.LINK) ? 1 : 0,
                        entry.is(Kind.OTHER) ? 1 : 0,
                        Mark.of(path, entry));
    }

    /** An entry that another one takes the place of, which is no deletion. */
    static Lost replaced(Path path, Entry entry) {
        return new Lost(Counts.NONE, 0, 0, Mark.of(path, entry));
    }

    /** Whether a killed pass has left something behind, and what stands at a path is that or in it. */
    static boolean isLeftover(Path path) {
        if (path.toString().contains(BEGINNING)) {
            for (Path name : path) {
                if (TemporaryName.is(name)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How many regular files that is. */
    long regular() {
        return counts.files() - links - specials;
    }

    /** How many folders that is. */
    long folders() {
        return counts.entries() - counts.files();
    }

    /** Both together. */
    Lost plus(Lost more) {
        return new Lost(counts.plus(more.counts), links + more.links, specials + more.specials, mark + more.mark);
    }

    /** @param less part of this */
    Lost minus(Lost less) {
        return new Lost(counts.minus(less.counts), links - less.links, specials - less.specials, mark - less.mark);
    }
}
