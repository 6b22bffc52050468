package io.dromedary.tree;

import io.dromedary.posix.PathBytes;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Names as the text that patterns are matched against: UTF-8, in which each byte that is none is a character of its own,
 * one that occurs in no text. So a wildcard matches it, and a name that no locale can decode is matched like any other.
 *
 * <p>What would end a line gets another character too, because a wildcard of a regular expression stops there.
 */
final class MatchText {

    private static final char NO_TEXT = '\uDC00';
    private static final char NO_LINE_END = '\uDD00';

    private MatchText() {}

    /** The text of a path, with {@code /} between names; nothing for a root itself. */
    static String of(Path path) {
        byte[] bytes = PathBytes.of(path);
        String text = of(bytes);
        return path.getFileSystem().getSeparator().equals("/") ? text : text.replace('\\', '/');
    }

    /** The text of a name, or of a line of patterns. */
    static String of(byte[] bytes) {
        for (byte part : bytes) {
            if (part < ' ') {
                return withoutLineEnds(decode(bytes));
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(bytes.length);
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            text.append(out.flip());
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                text.append((char) (NO_TEXT + (in.get() & 0xFF)));
            }
            decoder.reset();
        }
    }

    /** The same text with other characters for all that ends a line to Java. */
    static String withoutLineEnds(String text) {
        StringBuilder changed = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean ends = c == '\n' || c == '\r' || c == '\u0085' || c == '\u2028' || c == '\u2029';
            changed.append(ends ? (char) (NO_LINE_END + (c & 0xFF)) : c);
        }
        return changed.toString();
    }
}
