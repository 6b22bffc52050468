package io.dromedary.tree;

/** The names that our own unfinished entries have in a replica. */
public final class TemporaryName {

    private static final String BEGIN = ".dromedary-";
    private static final String END = ".tmp";

    private TemporaryName() {}

    /** The name with a mark that tells it from others. */
    public static String of(String mark) {
        return BEGIN + mark + END;
    }

    /** Whether somebody's name is one of ours. */
    static boolean is(String name) {
        return name.startsWith(BEGIN) && name.endsWith(END);
    }

    /** Whether a path, with {@code /} between names, leads to such an entry or to what is in one. */
    static boolean isIn(String path) {
        if (path.contains(BEGIN)) {
            for (String name : path.split("/")) {
                if (is(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
