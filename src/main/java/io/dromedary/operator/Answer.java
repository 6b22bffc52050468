package io.dromedary.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What became of a request. As a file it is {@code yes} or {@code no}, and the sentence after a blank.
 *
 * @param done whether what was asked for has been done
 */
public record Answer(boolean done, String sentence) {

    static Answer yes(String sentence) {
        return new Answer(true, sentence);
    }

    static Answer no(String sentence) {
        return new Answer(false, sentence);
    }

    static Answer read(Path file) throws IOException {
        String text = Files.readString(file);
        return text.startsWith("yes ") ? yes(text.substring(4)) : no(text.substring(3));
    }

    void write(Path file) throws IOException {
        Fresh.write(file, (done ? "yes " : "no ") + sentence);
    }
}
