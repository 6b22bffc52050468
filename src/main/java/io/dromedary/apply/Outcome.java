package io.dromedary.apply;

import java.util.Locale;

/** What became of an action. */
public enum Outcome {
    DONE,
    /** It was done before the program was killed, and is told by the next start. */
    RECOVERED,
    /** It was so already; nothing is told. */
    UNCHANGED,
    /** The source entry was gone, or was something else, when its turn came. */
    VANISHED,
    /** The source file changed while it was copied, and is left for the next pass. */
    BUSY,
    /** The kind of entry is not mirrored. */
    SKIPPED,
    /** It could not be read or written. */
    PROBLEM;

    private final String word = name().toLowerCase(Locale.ROOT);

    /** The word for it in headers and JSON. */
    public String word() {
        return word;
    }
}
