package io.dromedary.plan;

import io.dromedary.posix.PathBytes;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.nio.file.Path;

/**
 * Numbers that stand for what is at a path, and in which state. They are added up: then it does not matter in which order
 * several threads come upon the entries, and nothing has to be kept of any of them. So each has to look like chance, or
 * two files that swap their sizes would add up to what they were; that is what the mixing step of SplitMix64 is for (Steele,
 * Lea and Flood, "Fast splittable pseudorandom number generators", 2014).
 */
final class Mark {

    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private Mark() {}

    /**
     * The mark of an entry. Of a folder the path is all there is: its time changes with what comes and goes in it, and
     * what a killed pass left there is not to matter.
     */
    static long of(Path path, Entry entry) {
        long mark = mix(entry.kind().ordinal(), PathBytes.of(path));
        if (entry.is(Kind.FILE) || entry.is(Kind.LINK)) {
            mark = mix(mark, entry.stamp().size());
            mark = mix(mark, entry.stamp().modified());
        }
        return entry.is(Kind.LINK) ? mix(mark, entry.target().bytes()) : mark;
    }

    private static long mix(long before, byte[] bytes) {
        long mark = mix(before, bytes.length);
        long word = 0;
        for (int i = 0; i < bytes.length; i++) {
            word = word << Byte.SIZE | bytes[i] & 0xFF;
            if (i % Long.BYTES == Long.BYTES - 1) {
                mark = mix(mark, word);
            }
        }
        return mix(mark, word);
    }

    private static long mix(long before, long word) {
        long z = (before ^ word) + GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }
}
