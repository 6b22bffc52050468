package io.dromedary.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Folders as literals: a map from relative path to content; a folder's path ends with a slash, a link's content begins with an arrow. */
final class Folder {

    private static final String ARROW = "-> ";

    private Folder() {}

    /** Siblings that sort badly, folders without content, and a link. */
    static final Map<String, String> SAMPLE = Map.of(
            "a", "first",
            "a-b/x", "second",
            "a.txt", "third",
            "docs/example.txt", "fourth",
            "docs/with space.txt", "fifth",
            "docs/link", ARROW + "example.txt",
            "docs/.hidden", "",
            "empty/", "");

    static Map<String, String> sample(Path root) throws IOException {
        return read(write(root, SAMPLE));
    }

    static Path write(Path root, Map<String, String> content) throws IOException {
        Files.createDirectories(root);
        for (Map.Entry<String, String> entry : content.entrySet()) {
            Path path = root.resolve(entry.getKey());
            if (entry.getKey().endsWith("/")) {
                Files.createDirectories(path);
                continue;
            }
            Files.createDirectories(path.getParent());
            if (entry.getValue().startsWith(ARROW)) {
                Files.createSymbolicLink(path, Path.of(entry.getValue().substring(ARROW.length())));
            } else {
                Files.writeString(path, entry.getValue());
            }
        }
        return root;
    }

    /** What stands in a folder, with empty folders and links; empty if there is no such folder. */
    static Map<String, String> read(Path root) throws IOException {
        Map<String, String> content = new TreeMap<>();
        if (!Files.exists(root)) {
            return content;
        }
        try (Stream<Path> paths = Files.walk(root)) {
            for (Path path : paths.filter(path -> !path.equals(root)).toList()) {
                String name = root.relativize(path).toString();
                if (Files.isSymbolicLink(path)) {
                    content.put(name, ARROW + Files.readSymbolicLink(path));
                } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    content.put(name + "/", "");
                } else {
                    content.put(name, Files.readString(path));
                }
            }
        }
        return content;
    }
}
