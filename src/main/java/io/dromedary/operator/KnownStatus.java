package io.dromedary.operator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.camel.util.json.DeserializationException;
import org.apache.camel.util.json.JsonObject;
import org.apache.camel.util.json.Jsoner;

/**
 * What the last process that had a job has left of how it stands.
 *
 * @param running whether that process still runs
 * @param text the JSON object that was read, on one line
 * @param all the same, read
 */
public record KnownStatus(boolean running, String text, JsonObject all) {

    /**
     * Reads what is in the state folder of a job.
     *
     * @return nothing if no process has left anything
     * @throws IOException if it cannot be read, or is damaged
     */
    public static Optional<KnownStatus> read(Path state) throws IOException {
        Path file = state.resolve(StatusFiles.NAME);
        try {
            String text = Files.readString(file).strip();
            JsonObject read = (JsonObject) Jsoner.deserialize(text);
            boolean running = OwnProcess.runs(read.getLong("process"), time(read.getString("started")));
            return Optional.of(new KnownStatus(running, text, read));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (DeserializationException | RuntimeException e) {
            throw new IOException("it is damaged: delete " + file + ", and the next pass writes it again", e);
        }
    }

    /** What was read, and whether its process still runs, as a JSON object on one line. */
    public String json() {
        return "{\"running\":" + running + "," + text.substring(1);
    }

    /** How the job stood when this was written, as {@link StatusJson} says it. */
    public JsonObject status() {
        return all.getMap("status") instanceof JsonObject status ? status : new JsonObject();
    }

    /** The number of the process that wrote this. */
    public long process() {
        return all.getLong("process");
    }

    /**
     * A time as {@link StatusJson} writes it.
     *
     * @throws DateTimeParseException if it is none
     */
    public static Instant time(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
