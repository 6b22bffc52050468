package example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Makes folders, and tells what is in them. */
final class Folders {

    private Folders() {}

    static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    /** Each relative path, and what stands there. */
    static Map<String, String> of(Path root) throws IOException {
        Map<String, String> found = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(root)) {
            paths.forEach(path -> found.put(root.relativize(path).toString(), entry(path)));
        }
        return found;
    }

    private static String entry(Path path) {
        try {
            if (Files.isSymbolicLink(path)) {
                return "link to " + Files.readSymbolicLink(path);
            }
            String time = " of " + Files.getLastModifiedTime(path);
            return (Files.isDirectory(path) ? "folder" : "file: " + Files.readString(path)) + time;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
