package io.dromedary.tree;

import io.dromedary.posix.PathBytes;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A path as text that fits on one line and from which the name can be recovered: {@code /} between names, a backslash
 * as {@code \\}, control characters and bytes that are not text as {@code \xNN}.
 */
public final class PathText {

    private PathText() {}

    /** The text of a path; {@code .} for a root itself. */
    public static String of(Path path) {
        String text = path.toString();
        if (text.isEmpty()) {
            return ".";
        }
        if (!PathBytes.survivesAsString(path)) {
            return escape(PathBytes.of(path));
        }
        return escape(path.getFileSystem().getSeparator().equals("/") ? text : text.replace('\\', '/'));
    }

    /** Escapes text that did not come from a path, such as a link's target in a message. */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' || isControl(c)) {
                return escape(text.getBytes(StandardCharsets.UTF_8));
            }
        }
        return text;
    }

    /**
     * The path that a text stands for: the inverse of {@link #of}.
     *
     * @throws IllegalArgumentException if it is none that {@link #of} gives
     */
    public static Path path(String text) {
        if (text.equals(".")) {
            return Path.of("");
        }
        if (text.indexOf('\\') < 0) {
            return PathBytes.path(text.getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (text.startsWith("\\\\", i)) {
                bytes.write('\\');
                i++;
            } else if (c == '\\') {
                if (!text.startsWith("\\x", i) || i + 4 > text.length()) {
                    throw new IllegalArgumentException("not the text of a path: " + text);
                }
                bytes.write(Integer.parseInt(text, i + 2, i + 4, 16));
                i += 3;
            } else {
                int end = text.indexOf('\\', i);
                String plain = text.substring(i, end < 0 ? text.length() : end);
                bytes.writeBytes(plain.getBytes(StandardCharsets.UTF_8));
                i += plain.length() - 1;
            }
        }
        return PathBytes.path(bytes.toByteArray());
    }

    /** The same for bytes that are no path. */
    static String escape(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length + 16);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip();
            out.chars().forEach(c -> append(text, (char) c));
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                appendByte(text, in.get() & 0xFF);
            }
            decoder.reset();
        }
    }

    private static void append(StringBuilder text, char c) {
        if (c == '\\') {
            text.append("\\\\");
        } else if (!isControl(c)) {
            text.append(c);
        } else {
            for (byte part : String.valueOf(c).getBytes(StandardCharsets.UTF_8)) {
                appendByte(text, part & 0xFF);
            }
        }
    }

    private static void appendByte(StringBuilder text, int value) {
        text.append(String.format(Locale.ROOT, "\\x%02X", value));
    }

    /**
     * Line and paragraph separators break lines too, and marks of direction change what a line seems to say, though Unicode
     * calls neither of them control characters.
     */
    private static boolean isControl(char c) {
        return c < ' '
                || c >= '\u007F' && c <= '\u009F'
                || c >= '\u2028' && c <= '\u202E'
                || c >= '\u2066' && c <= '\u2069';
    }
}
