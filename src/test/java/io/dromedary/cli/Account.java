package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a log in JSON says of the way from one state of a replica to another one. States are as in a snapshot. */
final class Account {

    private static final String TEMPORARY = ".dromedary-";

    private final Map<String, String> before;
    private final Map<String, String> after;
    private final List<Line> lines = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private final Map<String, String> movedFolders = new TreeMap<>();
    private int torn;

    private record Line(String action, String kind, String path, String from, String md5, String outcome) {}

    Account(Map<String, String> before, Map<String, String> after, List<String> log) throws IOException {
        this.before = before;
        this.after = after;
        ObjectMapper mapper = new ObjectMapper();
        for (String text : log) {
            if (!text.endsWith("}")) {
                // The kill may leave half of the line that is written at the moment, and then it comes again.
                torn++;
                continue;
            }
            JsonNode json = mapper.readTree(text);
            String outcome = json.get("outcome").textValue();
            if (outcome.equals("done") && !json.get("action").textValue().equals("pass")
                    || outcome.equals("recovered")) {
                Line line = new Line(
                        json.get("action").textValue(),
                        json.get("kind").textValue(),
                        json.get("path").textValue(),
                        json.get("from").textValue(),
                        json.get("md5").textValue(),
                        outcome);
                lines.add(line);
                told.add(line.path);
                told.add(line.from);
                if (line.action.equals("move") && line.kind.equals("folder")) {
                    movedFolders.put(line.path, line.from);
                }
            }
        }
    }

    /** Each change has a line, and each line a change. */
    void assertIsTrueAndWhole() {
        assertThat(torn).as("half lines").isLessThanOrEqualTo(1);
        assertThat(lines.stream().filter(line -> !happened(line)))
                .as("lines of what did not happen")
                .isEmpty();
        Set<String> paths = new HashSet<>(before.keySet());
        paths.addAll(after.keySet());
        paths.removeIf(path -> told.contains(path) || !isChanged(path) || isMovedAlong(path));
        assertThat(paths).as("paths without a line").isEmpty();
    }

    /** What stood before at a path, or was moved there with the folder around it. */
    private String before(String path) {
        return before.containsKey(path)
                ? before.get(path)
                : movedFolders.entrySet().stream()
                        .filter(move -> path.startsWith(move.getKey() + "/"))
                        .map(move -> before.get(
                                move.getValue() + path.substring(move.getKey().length())))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
    }

    private boolean isChanged(String path) {
        String was = before.get(path);
        String is = after.get(path);
        return was == null
                || is == null
                || !kind(was).equals(kind(is))
                || !kind(is).equals("folder") && !was.equals(is);
    }

    /** Whether a path came into being or went away with the folder that it is in. */
    private boolean isMovedAlong(String path) {
        for (Map.Entry<String, String> move : movedFolders.entrySet()) {
            String to = move.getKey() + "/";
            String from = move.getValue() + "/";
            if (path.startsWith(to)) {
                String was = before(path);
                if (was != null && content(was).equals(content(after.get(path)))) {
                    return true;
                }
            } else if (path.startsWith(from)) {
                String rest = path.substring(from.length());
                if (after.containsKey(to + rest)
                        || told.contains(to + rest)
                        || parents(to + rest).anyMatch(this::isReplaced)) {
                    return true;
                }
            }
        }
        // What was in a folder that another entry replaced goes by the name that the folder got, after a kill.
        return !after.containsKey(path) && parents(path).anyMatch(this::isReplaced);
    }

    private boolean isReplaced(String folder) {
        return after.containsKey(folder) && !kind(after.get(folder)).equals("folder");
    }

    private static Stream<String> parents(String path) {
        return Stream.iterate(path, name -> name.contains("/"), name -> name.substring(0, name.lastIndexOf('/')))
                .map(name -> name.substring(0, name.lastIndexOf('/')));
    }

    private boolean happened(Line line) {
        String was = before(line.path);
        String is = after.get(line.path);
        boolean stands = is != null && kind(is).equals(line.kind);
        boolean stood = was != null && kind(was).equals(line.kind);
        return switch (line.action) {
            case "copy" -> stands && !is.equals(was) && holds(is, line);
            case "update" -> stands && was != null && !is.equals(was) && holds(is, line);
            case "create" -> stands && !stood;
            case "adjust" -> stands && (line.kind.equals("folder") || !is.equals(was));
            case "move" -> stands && !stood && before(line.from) != null;
            case "remove" ->
                !stands
                        && (stood
                                || line.path.contains(TEMPORARY)
                                || movedFolders.keySet().stream()
                                        .anyMatch(folder -> line.path.startsWith(folder + "/")));
            default -> false;
        };
    }

    private static boolean holds(String state, Line line) {
        return line.md5 == null || state.endsWith(line.md5);
    }

    /** Without metadata. */
    static String content(String state) {
        return switch (kind(state)) {
            case "file" -> state.substring(state.lastIndexOf(' '));
            case "link" -> state.substring(state.indexOf("->"));
            default -> kind(state);
        };
    }

    private static String kind(String state) {
        return state.replaceFirst(" .*", "").toLowerCase(Locale.ROOT);
    }
}
