package io.dromedary.tree;

import java.util.Locale;

/** The kind of an {@link Entry}. */
public enum Kind {
    /** Nothing stands at the path. */
    ABSENT("Nothing"),
    FOLDER("Folder"),
    FILE("File"),
    /** A symbolic link that is kept as a link. */
    LINK("Link"),
    /** A socket, pipe or device. */
    OTHER("Special file"),
    /** Something may stand at the path, but it could not be looked at. */
    UNREADABLE("Entry");

    private final String noun;
    private final String word;

    Kind(String noun) {
        this.noun = noun;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** The word that begins an audit message about an entry of this kind. */
    public String noun() {
        return noun;
    }

    /** The word for it in headers, JSON and plans. */
    public String word() {
        return word;
    }
}
