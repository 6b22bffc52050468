package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Types what the quick start says, and compares what comes with what it shows, but for figures and the order of lines. With
 * {@code -Ddromedary.samples=write} the document gets what came.
 */
@Execution(ExecutionMode.CONCURRENT)
class SamplesIT {

    private static final Path DOCUMENT = Path.of("docs/quickstart.md").toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("```console\\n(.*?)```", Pattern.DOTALL);
    private static final String PORT = "9876";
    private static final String END = "== end of the command ==";

    @TempDir
    private Path folder;

    @BeforeEach
    void unpack() throws IOException {
        Files.createSymbolicLink(folder.resolve("target"), Path.of("target").toAbsolutePath());
    }

    @AfterEach
    void leaveTheBuildAlone() throws IOException {
        Files.delete(folder.resolve("target"));
    }

    @Test
    void theQuickStartShowsWhatAPersonSees() throws Exception {
        String document = Files.readString(DOCUMENT);
        List<String> commands = new ArrayList<>();
        BLOCK.matcher(document).results().forEach(block -> commands.addAll(commands(block.group(1))));
        List<String> outputs = type(commands);
        StringBuilder fresh = new StringBuilder();
        Matcher block = BLOCK.matcher(document);
        int next = 0;
        while (block.find()) {
            StringBuilder shown = new StringBuilder("```console\n");
            for (String command : commands(block.group(1))) {
                shown.append("$ ").append(command).append('\n').append(outputs.get(next++));
            }
            block.appendReplacement(fresh, Matcher.quoteReplacement(shown + "```"));
        }
        block.appendTail(fresh);
        if ("write".equals(System.getProperty("dromedary.samples"))) {
            Files.writeString(DOCUMENT, fresh);
        }
        assertThat(withoutFigures(fresh.toString())).isEqualTo(withoutFigures(document));
    }

    private static List<String> commands(String block) {
        return block.lines()
                .filter(line -> line.startsWith("$ "))
                .map(line -> line.substring(2))
                .toList();
    }

    /** One shell for all, as a person has one. */
    private List<String> type(List<String> commands) throws Exception {
        String port = freePort();
        StringBuilder script = new StringBuilder();
        commands.forEach(
                command -> script.append(command).append("\necho '").append(END).append("'\n"));
        ProcessBuilder builder =
                new ProcessBuilder("bash", "-c", script.toString().replace(PORT, port)).directory(folder.toFile());
        String java = Path.of(System.getProperty("java.home"), "bin").toString();
        builder.environment().merge("PATH", java, (path, ours) -> ours + ":" + path);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        Path printed = folder.resolve("printed");
        Process shell = builder.redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
        try {
            assertThat(shell.waitFor(90, TimeUnit.SECONDS)).isTrue();
        } finally {
            shell.descendants().forEach(ProcessHandle::destroyForcibly);
            shell.destroyForcibly();
        }
        String all = Files.readString(printed).replace(port, PORT).replace(folder.toString(), "/home/ann");
        return List.of(all.split(END + "\n", -1));
    }

    private static String freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    private static List<String> withoutFigures(String text) {
        return text.replaceAll("--confirm [0-9a-f]{8}", "--confirm PLAN")
                .replaceAll("\\d+", "0")
                .lines()
                .sorted()
                .toList();
    }
}
