package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whoever looks for a message finds it: each one in the document is one that the program has. */
class TroubleshootingTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^|]*)` (?:in a warning )?\\|");
    private static final Pattern STRINGS = Pattern.compile("\"((?:[^\"\\\\]++|\\\\.)*+)\"");

    @Test
    void eachMessageIsOneOfTheProgram() throws IOException {
        String said = said();
        String[] messages = ROW.matcher(Files.readString(Path.of("docs/troubleshooting.md")))
                .results()
                .map(row -> row.group(1))
                .toArray(String[]::new);
        assertThat(messages).hasSizeGreaterThan(25);
        for (String message : messages) {
            for (String part : message.split("…|: (permission denied|no space left on device)")) {
                String words = part.replaceFirst("^\\W+", "").strip();
                assertThat(said.contains(words)).as("%s: %s", message, words).isTrue();
            }
        }
    }

    /** All strings of the program, those that stand beside each other as one. */
    private static String said() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(TroubleshootingTest::strings)
                    .collect(Collectors.joining(" "))
                    .replaceAll("\\s+", " ");
        }
    }

    private static String strings(Path file) {
        try {
            String joined = Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", "");
            return STRINGS.matcher(joined)
                    .results()
                    .map(string -> string.group(1))
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
