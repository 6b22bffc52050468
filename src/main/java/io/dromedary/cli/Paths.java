package io.dromedary.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths as a person types them. */
final class Paths {

    private static final char UNDECODABLE = '\uFFFD';

    private Paths() {}

    /**
     * Reads a path.
     *
     * @throws IllegalArgumentException if it is none, or one that the locale cannot spell
     */
    static Path parse(String name, String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException(name + " is empty: give a path");
        }
        boolean garbled = text.indexOf(UNDECODABLE) >= 0;
        try {
            if (!garbled) {
                return Path.of(text);
            }
        } catch (InvalidPathException e) {
            garbled = text.chars().anyMatch(c -> c > 127);
            if (!garbled) {
                throw new IllegalArgumentException(name + " is no path: " + text, e);
            }
        }
        throw unspelled(name, text);
    }

    /** @throws IllegalArgumentException if a text is one that the locale cannot spell */
    static void checkSpelled(String name, String text) {
        if (text.indexOf(UNDECODABLE) >= 0) {
            throw unspelled(name, text);
        }
    }

    private static IllegalArgumentException unspelled(String name, String text) {
        return new IllegalArgumentException(name + " " + text + " cannot be spelled in this locale ("
                + System.getProperty("sun.jnu.encoding") + "): set LC_ALL=C.UTF-8 and try again");
    }
}
