package io.dromedary.tree;

import java.nio.file.Path;
import java.util.regex.Pattern;

/** The names of entries that a pass has not finished. */
public final class TemporaryName {

    private static final Pattern FORM = Pattern.compile("\\.dromedary-[0-9a-z]+-[0-9a-z]+\\.tmp");

    private TemporaryName() {}

    /**
     * A name that no other pass uses.
     *
     * @param pass number of the pass
     * @param serial tells it from others of its pass
     */
    public static String of(long pass, long serial) {
        return beginning(pass) + Long.toString(serial, Character.MAX_RADIX) + ".tmp";
    }

    private static String beginning(long pass) {
        return ".dromedary-" + Long.toString(pass, Character.MAX_RADIX) + "-";
    }

    /** Whether the last name of a path is one that a pass made. */
    public static boolean isOf(long pass, Path path) {
        return is(path) && path.getFileName().toString().startsWith(beginning(pass));
    }

    /** Whether the last name of a path is of this form. */
    public static boolean is(Path path) {
        Path name = path.getFileName();
        return name != null && is(name.toString());
    }

    /** Whether somebody's name is of this form. */
    static boolean is(String name) {
        return FORM.matcher(name).matches();
    }

    /** Whether a path, with {@code /} between names, leads to such an entry or to what is in one. */
    static boolean isIn(String path) {
        if (path.contains(".dromedary-")) {
            for (String name : path.split("/")) {
                if (is(name)) {
                    return true;
                }
            }
        }
        return false;
    }
}
