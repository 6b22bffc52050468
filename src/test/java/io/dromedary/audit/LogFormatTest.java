package io.dromedary.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.dromedary.Trees;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Problem;
import io.dromedary.tree.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogFormatTest {

    private static final Instant TIME = Instant.parse("2026-11-20T09:14:33.5Z");
    private static final LineTime TIMES = new LineTime(ZoneId.of("Europe/Prague"));
    private static final Event.Origin ORIGIN = new Event.Origin("photos", 42);

    private static Event removed(String name) {
        return ORIGIN.removed(TIME, 7, Kind.FILE, Trees.child(Path.of(""), name), "extraneous");
    }

    private static Map<String, Object> parse(String line) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        try (JsonParser json = new JsonFactory().createParser(line)) {
            assertThat(json.nextToken()).isEqualTo(JsonToken.START_OBJECT);
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String name = json.currentName();
                JsonToken value = json.nextToken();
                fields.put(
                        name,
                        value == JsonToken.VALUE_NULL
                                ? null
                                : value == JsonToken.VALUE_NUMBER_INT ? (Object) json.getLongValue() : json.getText());
            }
            assertThat(json.nextToken()).isNull();
        }
        return fields;
    }

    @Test
    void aTextLineHasLocalTimeLevelAndMessage() {
        assertThat(LogFormat.TEXT.line(removed("docs/example.txt"), TIMES))
                .isEqualTo("2026-11-20 10:14:33 [INFO]: File docs/example.txt has been removed.");
    }

    @Test
    void aProblemIsAWarning() {
        Problem problem = new Problem(Kind.FOLDER, Path.of("a"), "read", "permission denied");
        assertThat(LogFormat.TEXT.line(ORIGIN.problem(TIME, 0, "read", problem), TIMES))
                .isEqualTo("2026-11-20 10:14:33 [WARN]: Folder a could not be read: permission denied.");
    }

    @Test
    void aSkippedEntryIsAWarning() {
        assertThat(LogFormat.TEXT.line(ORIGIN.skipped(TIME, Path.of("p")), TIMES))
                .isEqualTo("2026-11-20 10:14:33 [WARN]: Special file p has been skipped:"
                        + " it is a socket, pipe or device.");
    }

    @Test
    void aJsonLineHasAllFieldsInTheirOrder() throws IOException {
        Map<String, Object> fields = parse(LogFormat.JSON.line(removed("docs/example.txt"), TIMES));
        assertThat(fields.keySet())
                .containsExactly(
                        "time",
                        "level",
                        "job",
                        "pass",
                        "sequence",
                        "action",
                        "kind",
                        "path",
                        "from",
                        "size",
                        "md5",
                        "outcome",
                        "reason",
                        "message");
        assertThat(fields)
                .containsEntry("time", "2026-11-20T10:14:33.5+01:00")
                .containsEntry("level", "INFO")
                .containsEntry("job", "photos")
                .containsEntry("pass", 42L)
                .containsEntry("sequence", 7L)
                .containsEntry("action", "remove")
                .containsEntry("kind", "file")
                .containsEntry("path", "docs/example.txt")
                .containsEntry("from", null)
                .containsEntry("size", 0L)
                .containsEntry("md5", null)
                .containsEntry("outcome", "done")
                .containsEntry("reason", "extraneous")
                .containsEntry("message", "File docs/example.txt has been removed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "two%0Alines",
                "carriage%0Dreturn",
                "%E2%80%A8",
                "%C2%85",
                "%FF%FE",
                "quote\"",
                "back\\slash",
                "%F0%9F%90%AA",
                "%01%1B"
            })
    void oneEventIsOneLineWhateverItsName(String name) throws IOException {
        for (LogFormat format : LogFormat.values()) {
            assertThat(format.line(removed(name), TIMES))
                    .doesNotContainPattern("\\R")
                    .doesNotContainPattern("\\p{Cntrl}");
        }
        Event event = removed(name);
        assertThat(parse(LogFormat.JSON.line(event, TIMES)))
                .containsEntry("path", event.path())
                .containsEntry("message", event.message());
    }

    @Test
    void theEndOfAPassIsALineOfItsOwn() throws IOException {
        Summary summary = new Summary(
                "photos",
                42,
                PassResult.REFUSED,
                "why",
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                TIME,
                java.time.Duration.ZERO);
        assertThat(parse(LogFormat.JSON.line(ORIGIN.ended(TIME, summary), TIMES)))
                .containsEntry("action", "pass")
                .containsEntry("kind", "pass")
                .containsEntry("path", null)
                .containsEntry("outcome", "refused")
                .containsEntry("reason", "why")
                .containsEntry("level", "WARN");
    }

    @Test
    void anActionIsNamedByWhatWasDone() {
        Action copy = Action.bring(Kind.LINK, Path.of("l"), Counts.NONE);
        Action folder = Action.bring(Kind.FOLDER, Path.of("d"), Counts.NONE);
        Action adjust = Action.adjust(Kind.FILE, Path.of("f"));
        assertThat(message(copy, io.dromedary.apply.Outcome.DONE)).isEqualTo("Link l has been copied.");
        assertThat(message(folder, io.dromedary.apply.Outcome.DONE)).isEqualTo("Folder d has been created.");
        assertThat(message(adjust, io.dromedary.apply.Outcome.DONE)).isEqualTo("File f has been adjusted.");
        assertThat(message(copy, io.dromedary.apply.Outcome.VANISHED))
                .isEqualTo("Link l vanished before it could be copied.");
        assertThat(message(copy, io.dromedary.apply.Outcome.BUSY))
                .isEqualTo("Link l changed while it was copied and is left for the next pass.");
    }

    private static String message(Action action, io.dromedary.apply.Outcome outcome) {
        var result = new io.dromedary.apply.Result(outcome, 0, null, null, null);
        return ORIGIN.of(TIME, 1, action, result).message();
    }
}
