package io.dromedary.cli;

import io.dromedary.tree.PathText;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a person stands, from where paths in messages are told when that is shorter. */
final class Standpoint {

    private final Pattern absolute;

    Standpoint(Path folder) {
        String separator = folder.getFileSystem().getSeparator().equals("/") ? "/" : "[/\\\\]+";
        String root = PathText.of(folder.toAbsolutePath().normalize());
        // Below the root of everything, a path without its first letter is no clearer.
        this.absolute = folder.toAbsolutePath().normalize().getNameCount() == 0
                ? null
                : Pattern.compile("(?<![^\\s(\"'=])" + Pattern.quote(root) + separator + "(?=[^\\s/])");
    }

    static Standpoint ofProcess() {
        return new Standpoint(Path.of(""));
    }

    /** The message with all paths below this folder relative to it. */
    String tell(String message) {
        return absolute == null ? message : absolute.matcher(message).replaceAll(Matcher.quoteReplacement(""));
    }
}
