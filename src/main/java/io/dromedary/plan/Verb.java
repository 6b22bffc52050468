package io.dromedary.plan;

import java.util.Locale;

/** What an action does. */
public enum Verb {
    /** Makes a folder, with all that is in it where nothing stands in the replica yet. */
    CREATE("created"),
    /** Brings a file or link that is new in the replica. */
    COPY("copied"),
    /** Replaces the content of a file or link. */
    UPDATE("updated"),
    /** Gives a file, or a folder with all that is in it, the path that it has in the source now. */
    MOVE("moved"),
    /** Sets metadata and nothing else. */
    ADJUST("adjusted"),
    /** Removes what is extraneous, a folder with all that is in it. */
    REMOVE("removed");

    private final String done;
    private final String word;

    Verb(String done) {
        this.done = done;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** The word for it afterwards, as in "has been copied". */
    public String done() {
        return done;
    }

    /** The word for it in headers, JSON and plans. */
    public String word() {
        return word;
    }
}
