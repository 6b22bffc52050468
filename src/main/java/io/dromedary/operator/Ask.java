package io.dromedary.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a person asks of a job. As a file it is a word, and the plan after a blank.
 *
 * @param plan of a confirmation, else null
 */
public record Ask(What what, String plan) {

    /** What may be asked. */
    public enum What {
        /** A pass. */
        NOW,
        /** No passes. */
        PAUSE,
        /** Passes again. */
        RESUME,
        /** One plan that was refused. */
        CONFIRM
    }

    static Ask read(Path file) throws IOException {
        String[] words = Files.readString(file).strip().split(" ");
        try {
            return new Ask(What.valueOf(words[0].toUpperCase(Locale.ROOT)), words.length > 1 ? words[1] : null);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("nobody knows how to " + words[0], e);
        }
    }

    void write(Path file) throws IOException {
        String word = what.name().toLowerCase(Locale.ROOT);
        Fresh.write(file, plan == null ? word : word + " " + plan);
    }
}
