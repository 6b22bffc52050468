package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.LongForm;
import io.dromedary.Trees;
import io.dromedary.cli.Program.Ended;
import io.dromedary.posix.PathBytes;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names that may stand in a folder though nobody would type them, in each locale and each form of the log. */
@Execution(ExecutionMode.CONCURRENT)
class NamesIT {

    /** Letters are UTF-8, {@code %NN} is a byte. */
    private static final String[] NAMES = {
        "two%0Alines",
        "%0A",
        "return%0D",
        "tab%09bell%07null-less%01",
        "escape%1B[31mred%1B[0m",
        "delete%7F",
        "%FF",
        "latin-1 gr%F6%DFe",
        "half an emoji %F0%9F%90",
        "overlong %C0%AF",
        "surrogate %ED%A0%80",
        "too high %F5%80%80%80",
        "replacement %EF%BF%BD",
        "mark %EF%BB%BF",
        "next line %C2%85",
        "separators %E2%80%A8 %E2%80%A9",
        "override %E2%80%AEgpj.exe",
        "%D7%A9%D7%9C%D7%95%D7%9D",
        "%F0%9F%90%AA",
        "composed %C3%A9",
        "composed e%CC%81",
        "%D0%9C%D0%B8%D1%80",
        "-rf",
        "--source",
        " ",
        " blanks around ",
        "dot.",
        "...",
        "~",
        "~root",
        ".dromedary-1-1.tmp",
        ".dromedary-zz-99.tmp%0A",
        "*",
        "?[a]",
        "$HOME",
        "`id`;$(id)|&<>",
        "'quotes\"",
        "back\\slash",
        "looks like \\x41 or \\\\x41",
        "100%25",
        "%25s%25n",
        "${body}",
        "{{placeholder}}",
        "#{1}",
        "a:b",
        "a=b,c+d",
        "CON",
        "File x has been copied.",
    };

    private static final Pattern TEXT = Pattern.compile(
            "[-0-9]+ [0-9:]+ \\[INFO]: (File|Folder) (.*) has been (copied|created|moved|removed|adjusted)"
                    + "(?: from (.*))?\\.");
    private static final Pattern PLAN = Pattern.compile("(copy|create|move|remove) +(file|folder) (.*) \\([^()]*\\)");

    @TempDir
    Path home;

    private Program program;
    private final Set<String> files = new TreeSet<>();

    @BeforeEach
    void makeSource() throws IOException {
        program = new Program(home);
        Path source = Files.createDirectories(program.work("source"));
        List<byte[]> names = new ArrayList<>();
        for (String name : NAMES) {
            names.add(bytes(name));
        }
        names.add("x".repeat(255).getBytes(StandardCharsets.US_ASCII));
        names.add("\u6f22".repeat(85).getBytes(StandardCharsets.UTF_8));
        names.add(bytes("%FE".repeat(255)));
        Files.createDirectory(source.resolve("in"));
        for (byte[] name : names) {
            Files.writeString(source.resolve(PathBytes.path(name)), "file " + files.size());
            Path inside = Files.createDirectory(source.resolve("in").resolve(PathBytes.path(name)));
            Files.writeString(inside.resolve(PathBytes.path(name)), "inside " + files.size());
            files.add(hex(PathBytes.path(name)));
            files.add(hex(source.relativize(inside.resolve(PathBytes.path(name)))));
        }
    }

    @AfterEach
    void end() {
        program.close();
    }

    private static byte[] bytes(String name) {
        byte[] text = name.getBytes(StandardCharsets.UTF_8);
        byte[] found = new byte[text.length];
        int length = 0;
        for (int i = 0; i < text.length; i++) {
            boolean escaped = text[i] == '%';
            found[length++] = escaped ? (byte) Integer.parseInt(name.substring(i + 1, i + 3), 16) : text[i];
            i += escaped ? 2 : 0;
        }
        return Arrays.copyOf(found, length);
    }

    private static String hex(Path path) {
        return HexFormat.of().formatHex(PathBytes.of(path));
    }

    /** What of the files in a folder is where, by the bytes of their names. */
    private static Set<String> names(Path folder) throws IOException {
        Set<String> found = new TreeSet<>();
        try (var all = Files.walk(folder)) {
            all.filter(Files::isRegularFile)
                    .map(folder::relativize)
                    .map(NamesIT::hex)
                    .forEach(found::add);
        }
        return found;
    }

    /** What a line of the log tells. */
    private record Told(String verb, String kind, String path, String from) {}

    private List<Told> told(String format) throws IOException {
        List<Told> told = new ArrayList<>();
        List<String> lines = Files.readAllLines(program.work("log.txt"));
        for (String line : lines.subList(0, lines.size() - 1)) {
            told.add(format.equals("json") ? json(line) : text(line));
        }
        Files.delete(program.work("log.txt"));
        return told;
    }

    private static Told text(String line) {
        Matcher matcher = TEXT.matcher(line);
        assertThat(matcher.matches()).as(line).isTrue();
        String from = matcher.group(4);
        return new Told(
                matcher.group(3),
                matcher.group(1).toLowerCase(Locale.ROOT),
                hex(PathText.path(matcher.group(2))),
                from == null ? null : hex(PathText.path(from)));
    }

    private static Told json(String line) throws IOException {
        JsonNode event = new ObjectMapper().readTree(line);
        String verb = switch (event.get("action").asText()) {
            case "copy" -> "copied";
            case "create" -> "created";
            case "move" -> "moved";
            default -> "removed";
        };
        return new Told(
                verb,
                event.get("kind").asText(),
                hex(PathText.path(event.get("path").asText())),
                event.get("from").isNull()
                        ? null
                        : hex(PathText.path(event.get("from").asText())));
    }

    private static Set<String> paths(List<Told> told, String verb, String kind) {
        Set<String> found = new TreeSet<>();
        told.stream()
                .filter(event -> event.verb().equals(verb) && event.kind().equals(kind))
                .forEach(event -> assertThat(found.add(event.path())).isTrue());
        return found;
    }

    private Ended run(int code, String... arguments) {
        Ended ended = program.run(arguments);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.code()).isEqualTo(code);
        return ended;
    }

    /** The files of the plan that was printed. */
    private static Set<String> planned(Ended ended, String verb) {
        Set<String> found = new TreeSet<>();
        for (String line : ended.outLines()) {
            Matcher matcher = PLAN.matcher(line);
            if (matcher.matches()
                    && matcher.group(1).equals(verb)
                    && matcher.group(2).equals("file")) {
                found.add(hex(PathText.path(matcher.group(3))));
            }
        }
        return found;
    }

    @ParameterizedTest(name = "LANG={0}, a log in {1}")
    @CsvSource({"C, text", "C, json", "C.UTF-8, text", "C.UTF-8, json"})
    void everyNameIsMirroredAndCanBeRecoveredFromTheLog(String locale, String format) throws IOException {
        if (!locale.equals("C") || !format.equals("json")) {
            LongForm.only();
        }
        program.with("LC_ALL", null).with("LANG", locale);
        String[] once = {"--once", "--log-format", format, "--max-delete", "100%"};

        assertThat(planned(run(0, "--dry-run"), "copy")).isEqualTo(files);
        run(0, once);
        assertThat(names(program.work("replica"))).isEqualTo(files);
        assertThat(paths(told(format), "copied", "file")).isEqualTo(files);
        run(0, "--check");

        Files.move(program.work("source/in"), program.work("source/moved"));
        Path aside = Files.createDirectory(program.work("source/aside"));
        Set<String> renamed = new TreeSet<>();
        try (var names = Files.newDirectoryStream(program.work("source"), Files::isRegularFile)) {
            for (Path file : names) {
                renamed.add(hex(file.getFileName()));
                Files.move(file, aside.resolve(file.getFileName()));
            }
        }
        run(1, "--check");
        run(0, once);
        List<Told> moves = told(format);
        assertThat(names(program.work("replica"))).isEqualTo(names(program.work("source")));
        Set<String> from = new TreeSet<>();
        moves.stream()
                .filter(event -> event.verb().equals("moved") && event.kind().equals("file"))
                .forEach(event -> from.add(event.from()));
        assertThat(from).isEqualTo(renamed);
        assertThat(paths(moves, "moved", "folder")).containsExactly(hex(Path.of("moved")));
        run(0, "--check");

        Set<String> last = names(program.work("source"));
        Files.writeString(program.work("source/last"), "");
        Trees.remove(program.work("source/moved"));
        Trees.remove(program.work("source/aside"));
        run(0, once);
        assertThat(names(program.work("replica"))).containsExactly(hex(Path.of("last")));
        assertThat(paths(told(format), "removed", "file")).isEqualTo(last);
        assertThat(program.run("--once").out()).contains("nothing to do");
    }
}
