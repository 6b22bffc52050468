package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.Preview;
import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Plan;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisabledOnOs(OS.WINDOWS)
class PreviewPrinterTest {

    private static final Screen MONOCHROME = new Screen(true, false);
    private static final int MANY = 100_000;

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void makeTwoThatDiffer() throws IOException {
        Folder.write(
                folder.resolve("source"),
                Map.of("a.txt", "longer than before", "docs/b\nc", "x".repeat(1500), "same", "same"));
        Folder.write(folder.resolve("replica"), Map.of("a.txt", "short", "old/x", "12", "old/y/z", "345"));
        Files.createSymbolicLink(folder.resolve("source/link"), Path.of("a.txt"));
        Files.writeString(folder.resolve("replica/same"), "same");
        for (String path : List.of("source/same", "replica/same", "source", "replica")) {
            Files.setLastModifiedTime(folder.resolve(path), FileTime.from(Instant.parse("2026-11-20T10:00:00Z")));
        }
    }

    @Test
    void aPipeGetsTheLinesThatItAlwaysGot() throws Exception {
        printText(Screen.PIPE, preview());

        assertThat(lines())
                .containsExactly(
                        "update  file a.txt (content differs, 18 bytes)",
                        "create  folder docs (new)",
                        "copy    file docs/b\\x0Ac (new, 1500 bytes)",
                        "copy    link link (new)",
                        "remove  folder old (extraneous, with 2 files)",
                        "Source and replica differ: create 1, copy 2, update 1, remove 4; 1518 bytes to copy.",
                        "The guard would allow this pass.");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aTerminalGetsColumnsAndThePathLast() throws Exception {
        printText(MONOCHROME, preview());

        assertThat(lines())
                .containsExactly(
                        "update    18 bytes  content differs     a.txt",
                        "create      folder  new                 docs/",
                        "copy       1.5 KiB  new                 docs/b\\x0Ac",
                        "copy          link  new                 link",
                        "remove      folder  extraneous          old/ (with 2 files)",
                        "Source and replica differ: create 1, copy 2, update 1, remove 4; 1.5 KiB to copy.",
                        "The guard would allow this pass.");
    }

    @Test
    void coloursAddNothingButColours() throws Exception {
        printText(MONOCHROME, preview());
        String plain = out.toString();
        out.reset();
        printText(new Screen(true, true), preview());

        assertThat(out.toString()).contains("\u001B[31mremove\u001B[m").isNotEqualTo(plain);
        assertThat(out.toString().replaceAll("\u001B\\[[0-9]*m", "")).isEqualTo(plain);
    }

    @Test
    void aMoveTellsFromWhere() throws Exception {
        Action move = new Action(
                Verb.MOVE,
                Kind.FILE,
                Path.of("new"),
                Reason.MOVED,
                Kind.ABSENT,
                Path.of("o\u001Bld"),
                null,
                Counts.NONE);
        Preview preview = with(List.of(move), List.of(), List.of());

        printText(Screen.PIPE, preview);
        printText(MONOCHROME, preview);

        assertThat(lines())
                .contains(
                        "move    file new (moved from o\\x1Bld)",
                        "move          file  moved               new (from o\\x1Bld)");
    }

    @Test
    void theSameIsSaidToBeTheSame() throws Exception {
        printText(MONOCHROME, with(List.of()));
        printText(
                Screen.PIPE, with(List.of(), List.of(new Problem(Kind.FILE, Path.of("x"), "read", "gone")), List.of()));

        assertThat(lines())
                .containsExactly(
                        "Source and replica are the same: 4 files.",
                        "Source and replica are the same: 4 files; problems: 1.");
        assertThat(err.toString().lines()).containsExactly("dromedary: File x could not be read: gone");
    }

    @Test
    void theDocumentShowsWhatIsPrinted() throws Exception {
        Preview preview = with(List.of(
                action(Verb.UPDATE, Kind.FILE, "albums.txt", Reason.CONTENT, null, 12_345),
                action(Verb.CREATE, Kind.FOLDER, "2026", Reason.NEW, null, 0),
                action(Verb.COPY, Kind.FILE, "2026/lake.jpg", Reason.NEW, null, 3_565_158),
                action(Verb.COPY, Kind.LINK, "latest", Reason.NEW, null, 0),
                action(Verb.MOVE, Kind.FILE, "2025/tree.jpg", Reason.MOVED, "tree.jpg", 0),
                action(Verb.ADJUST, Kind.FILE, "2025/house.jpg", Reason.METADATA, null, 0),
                new Action(
                        Verb.REMOVE,
                        Kind.FOLDER,
                        Path.of("2019"),
                        Reason.EXTRANEOUS,
                        Kind.FOLDER,
                        null,
                        null,
                        new Counts(13, 12, 40_000, 0))));
        String document = Files.readString(Path.of("docs/terminal.md"));

        printText(MONOCHROME, preview);
        assertThat(document).contains("-r backup\n" + out + "```");
        out.reset();
        printText(Screen.PIPE, preview);
        assertThat(document).contains("| cat\n" + out + "```");
        out.reset();
        printJson(preview);
        assertThat(document).contains(lines().get(4) + "\n");
        assertThat(document.lines().filter(line -> line.startsWith("{\"type\":\"plan\"")))
                .hasSize(1)
                .allMatch(line -> withoutCounts(line).equals(withoutCounts(lines().get(7))));
    }

    /** Those of source and replica are not in the list. */
    private static String withoutCounts(String line) {
        return line.replaceAll("Files\":[0-9]+", "");
    }

    private static Action action(Verb verb, Kind kind, String path, Reason reason, String from, long bytes) {
        Path origin = from == null ? null : Path.of(from);
        Counts counts = new Counts(1, kind == Kind.FOLDER ? 0 : 1, bytes, 0);
        return new Action(verb, kind, Path.of(path), reason, Kind.ABSENT, origin, null, counts);
    }

    @Test
    void whatIsWrongGoesToStandardErrorWithWhatTheGuardSays() throws Exception {
        Preview refused = FolderSync.preview(job("--max-delete 1"), folder.resolve("state"), clock());
        String plan = refused.objection().orElseThrow().plan();

        printText(Screen.PIPE, refused);
        printText(
                Screen.PIPE,
                FolderSync.preview(job("--max-delete 1"), folder.resolve("state"), clock(), Optional.of(plan)));

        assertThat(err.toString().lines().toList()).hasSize(2);
        assertThat(err.toString().lines().toList().get(0))
                .startsWith("dromedary: the guard would refuse this pass: 2 of 4 files")
                .endsWith("--confirm " + plan);
        assertThat(err.toString().lines().toList().get(1)).startsWith("dromedary: --confirm " + plan + " allows");
        assertThat(out.toString()).doesNotContain("guard");
    }

    @Test
    void everyLineOfJsonIsAsItsSchemaSays() throws Exception {
        Preview refused = FolderSync.preview(job("--max-delete 1"), folder.resolve("state"), clock());
        Problem problem = new Problem(Kind.FOLDER, Path.of("locked"), "read", "permission denied");
        Action move = new Action(
                Verb.MOVE, Kind.FILE, Path.of("n"), Reason.MOVED, Kind.ABSENT, Path.of("o"), null, Counts.NONE);
        printJson(refused);
        printJson(preview());
        printJson(with(List.of(move), List.of(problem), List.of(Path.of("pipe"))));
        printJson(with(List.of(), List.of(problem), List.of()));

        List<JsonNode> objects = objects();
        assertThat(objects).extracting(object -> object.get("type").asText()).contains("problem", "skipped", "action");
        assertThat(objects.get(1))
                .hasToString("{\"type\":\"action\",\"job\":\"default\",\"action\":\"create\",\"kind\":\"folder\","
                        + "\"path\":\"docs\",\"from\":null,\"reason\":\"new\",\"size\":0,\"entries\":1}");
        assertThat(objects.get(4))
                .hasToString("{\"type\":\"action\",\"job\":\"default\",\"action\":\"remove\",\"kind\":\"folder\","
                        + "\"path\":\"old\",\"from\":null,\"reason\":\"extraneous\",\"size\":5,\"entries\":4}");
        assertThat(objects.get(5).get("guard").asText()).isEqualTo("refuses");
        assertThat(objects.get(5).get("plan").asText())
                .isEqualTo(refused.objection().orElseThrow().plan());
        assertThat(objects.get(5).get("entries").get("remove").asLong()).isEqualTo(4);
        assertThat(objects.get(5).get("size").asLong()).isEqualTo(1518);
        assertThat(objects.get(11).get("guard").asText()).isEqualTo("allows");
        assertThat(objects.get(objects.size() - 1).get("verdict").asText()).isEqualTo("unsure");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void theSchemaTurnsDownWhatItDoesNotKnow() throws Exception {
        String line = "{\"type\":\"skipped\",\"job\":\"default\",\"kind\":\"other\",\"path\":\"a\"}";
        ObjectMapper mapper = new ObjectMapper();

        assertThat(schema().validate(mapper.readTree(line))).isEmpty();
        assertThat(schema().validate(mapper.readTree(line.replace("\"kind\"", "\"sort\""))))
                .isNotEmpty();
        assertThat(schema().validate(mapper.readTree(line.replace("skipped", "plan"))))
                .isNotEmpty();
    }

    @Test
    void theListBeginsLongBeforeItsEndIsKnown() throws Exception {
        int[] asked = {0};
        int[] askedAtFirst = {0};
        OutputStream watching = new OutputStream() {
            @Override
            public void write(int b) {
                askedAtFirst[0] = askedAtFirst[0] == 0 ? asked[0] : askedAtFirst[0];
            }
        };

        Lines lines = new Lines(new PrintStream(watching));
        new PreviewPrinter(lines, new JsonPlan(lines)).print("default", with(many(asked)));

        assertThat(askedAtFirst[0]).isBetween(1, 1_000);
        assertThat(asked[0]).isEqualTo(MANY);
    }

    @Test
    void nothingIsPrintedToWhoReadsNoMore() throws Exception {
        int[] asked = {0};
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        Lines lines = new Lines(new PrintStream(closed));
        new PreviewPrinter(lines, new TextPlan(lines, console(), Screen.PIPE, false))
                .print("default", with(many(asked)));

        assertThat(asked[0]).isLessThan(1_000);
        assertThat(err.toString()).isEmpty();
    }

    private static List<Action> many(int[] asked) {
        Counts one = new Counts(1, 1, 6, 0);
        return new AbstractList<>() {
            @Override
            public Action get(int index) {
                asked[0] = index + 1;
                return Action.bring(Kind.FILE, Path.of("file-" + index), one);
            }

            @Override
            public int size() {
                return MANY;
            }
        };
    }

    private void printText(Screen screen, Preview preview) {
        Lines lines = new Lines(new PrintStream(out));
        new PreviewPrinter(lines, new TextPlan(lines, console(), screen, false)).print("default", preview);
    }

    private void printJson(Preview preview) {
        Lines lines = new Lines(new PrintStream(out));
        new PreviewPrinter(lines, new JsonPlan(lines)).print("default", preview);
    }

    private Console console() {
        return new Console(new PrintStream(out), new PrintStream(err), false);
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private List<JsonNode> objects() throws IOException {
        List<JsonNode> objects = new ArrayList<>();
        ObjectMapper mapper = new ObjectMapper();
        for (String line : lines()) {
            JsonNode object = mapper.readTree(line);
            assertThat(schema().validate(object)).as(line).isEmpty();
            objects.add(object);
        }
        return objects;
    }

    private static JsonSchema schema() throws IOException {
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(Files.readString(Path.of("docs/schema/plan.json")));
    }

    private Preview preview() throws Exception {
        return FolderSync.preview(job(""), folder.resolve("state"), clock());
    }

    private Preview with(List<Action> copies) throws Exception {
        return with(copies, List.of(), List.of());
    }

    /** The preview of a plan of our own. */
    private Preview with(List<Action> copies, List<Problem> problems, List<Path> skipped) throws Exception {
        Preview found = preview();
        Plan plan = new Plan(
                copies,
                List.of(),
                List.of(),
                problems,
                skipped,
                found.plan().source(),
                found.plan().replica(),
                Plan.EMPTY.lost());
        return new Preview(plan, found.source(), found.replica(), Optional.empty(), Optional.empty(), false);
    }

    private Job job(String typed) {
        JobOptions options = new JobOptions();
        new CommandLine(options.spec()).parseArgs(typed.isEmpty() ? new String[0] : typed.split(" "));
        return options.toJob("default", folder);
    }

    private static Clock clock() {
        return Clock.systemDefaultZone();
    }
}
