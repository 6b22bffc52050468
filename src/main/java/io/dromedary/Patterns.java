package io.dromedary;

import io.dromedary.tree.Failure;
import io.dromedary.tree.PathPattern;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Patterns as people write them: as in a {@code .gitignore}, or each as the value of an option. */
public final class Patterns {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private Patterns() {}

    /**
     * Reads a pattern whose matches are left out.
     *
     * @param option what it is the value of
     * @throws IllegalArgumentException if it can match nothing
     */
    public static PathPattern excluding(String option, String text) {
        try {
            return PathPattern.of(literal(text));
        } catch (IllegalArgumentException e) {
            // Told in the words of the option.
            throw new IllegalArgumentException(option + " must be a pattern as in a .gitignore: " + text);
        }
    }

    /**
     * Reads a pattern whose matches take part all the same.
     *
     * @param option what it is the value of
     * @throws IllegalArgumentException if it can match nothing, or begins with the {@code !} that is meant already
     */
    public static PathPattern including(String option, String text) {
        if (!text.startsWith("!")) {
            try {
                return PathPattern.of("!" + literal(text));
            } catch (IllegalArgumentException e) {
                // Told below.
            }
        }
        throw new IllegalArgumentException(option + " must be a pattern as in a .gitignore, without the !: " + text);
    }

    /** A comment makes sense in a file only. */
    private static String literal(String text) {
        return text.startsWith("#") ? "\\" + text : text;
    }

    /**
     * Reads a file with one pattern a line, empty lines and comments.
     *
     * @param option what the file is the value of
     * @throws IllegalArgumentException if it cannot be read, or a line is no pattern
     */
    public static List<PathPattern> read(String option, Path file) {
        String name = option + " " + PathText.of(file);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(name + " is not there", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + Failure.inWords(e), e);
        }
        List<PathPattern> patterns = new ArrayList<>();
        int number = 1;
        for (byte[] line : lines(bytes)) {
            if (line.length > 0 && line[0] != '#') {
                try {
                    patterns.add(PathPattern.of(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + " line " + number + ": " + e.getMessage(), e);
                }
            }
            number++;
        }
        return patterns;
    }

    /** The lines as bytes, because a name may hold any. */
    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = Arrays.mismatch(bytes, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
        while (from < bytes.length) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean returned = end > from && bytes[end - 1] == '\r';
            lines.add(Arrays.copyOfRange(bytes, from, returned ? end - 1 : end));
            from = end + 1;
        }
        return lines;
    }
}
