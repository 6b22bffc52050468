package io.dromedary.posix;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Paths as the bytes that the file system has for them, and back. A {@link String} in between would lose names that
 * the locale cannot decode.
 */
public final class PathBytes {

    private static final char UNDECODABLE = '\uFFFD';

    /** Whether the JDK turns names into text and back by UTF-8, or has them as text in the first place. */
    private static final boolean BY_UTF_8 =
            "UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")) || !hasByteNames();

    private PathBytes() {}

    private static boolean hasByteNames() {
        return Path.of("").getFileSystem().getSeparator().equals("/");
    }

    /** Whether a path can be made again from its {@link Path#toString()}. */
    public static boolean survivesAsString(Path path) {
        return path.toString().indexOf(UNDECODABLE) < 0;
    }

    /** The bytes of a path. */
    public static byte[] of(Path path) {
        String text = path.toString();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        boolean ascii = bytes.length == text.length();
        return ascii || BY_UTF_8 && survivesAsString(path) ? bytes : byUri(path);
    }

    /** The path of some bytes: the inverse of {@link #of}. */
    public static Path path(byte[] bytes) {
        if (isAscii(bytes)) {
            return Path.of(new String(bytes, StandardCharsets.ISO_8859_1));
        }
        if (BY_UTF_8) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            if (Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes)) {
                return Path.of(text);
            }
        }
        StringBuilder uri = new StringBuilder("file://").append(bytes[0] == '/' ? "" : "/");
        for (byte part : bytes) {
            uri.append(part == '/' ? "/" : String.format("%%%02X", part));
        }
        Path absolute = Path.of(URI.create(uri.toString()));
        return bytes[0] == '/' ? absolute : absolute.getRoot().relativize(absolute);
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte part : bytes) {
            if (part < 0) {
                return false;
            }
        }
        return true;
    }

    /** A URI is the only public form of a path that keeps the bytes that the locale cannot decode. */
    private static byte[] byUri(Path path) {
        String uri = Path.of("/").resolve(path).toUri().getRawPath();
        String raw = path.isAbsolute() ? uri : uri.substring(1);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        byte[] all = bytes.toByteArray();
        boolean folderMark = all.length > 1 && all[all.length - 1] == '/';
        return folderMark ? Arrays.copyOf(all, all.length - 1) : all;
    }
}
