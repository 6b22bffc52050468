package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HttpIT {

    private static final Pattern PLACE = Pattern.compile("The status page is at (http://127\\.0\\.0\\.1:\\d+)/");

    @TempDir
    Path home;

    private Program program;

    @BeforeEach
    void aSourceWithOneFile() throws Exception {
        program = new Program(home);
        Files.createDirectory(program.work("source"));
        Files.writeString(program.work("source/a.txt"), "a");
    }

    @AfterEach
    void endWhatWasStarted() {
        program.close();
    }

    @Test
    void servesThePageAndEndsAtOnceWhenItIsTold() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        Running running = program.start("--http", "0", "-i", "1h");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> PLACE.matcher(running.out()).find());
        Matcher place = PLACE.matcher(running.out());
        assertThat(place.find()).isTrue();
        HttpRequest status = HttpRequest.newBuilder(URI.create(place.group(1) + "/api/status"))
                .build();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> client.send(status, BodyHandlers.ofString()).body().contains("\"inSync\":true"));
        HttpRequest now = HttpRequest.newBuilder(URI.create(place.group(1) + "/api/now"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"job\":\"default\"}"))
                .build();
        assertThat(client.send(now, BodyHandlers.ofString()).body()).isEqualTo("{\"answer\":\"A pass begins.\"}");
        await().atMost(Duration.ofSeconds(30))
                .until(() -> Files.readString(program.work("log.txt"))
                        .contains("A pass has been asked for by somebody at 127.0.0.1"));

        running.signal("TERM");
        Ended ended = running.await();
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    @Test
    void aPortInUseStopsTheStartBeforeAnythingIsTouched() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ended ended = program.run("--http", Integer.toString(other.getLocalPort()));

            assertThat(ended.code()).as(ended.err()).isEqualTo(ExitCode.UNUSABLE);
            assertThat(ended.err())
                    .isEqualTo("dromedary: http 127.0.0.1:" + other.getLocalPort()
                            + " is in use by another program: stop that one, or give another port\n");
            assertThat(program.work("replica")).doesNotExist();
            assertThat(program.work("log.txt")).doesNotExist();
        }
    }
}
