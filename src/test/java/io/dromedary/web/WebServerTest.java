package io.dromedary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.Pace;
import io.dromedary.UnusableException;
import io.dromedary.audit.Event;
import io.dromedary.audit.LogFormat;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebServerTest {

    private static final String JOB = "photos";

    @TempDir
    private Path home;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Event> audit = new CopyOnWriteArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private FolderSync sync;
    private Operator operator;
    private History history;
    private URI address;

    @BeforeEach
    void makeJob() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("source")).resolve("one"), "one");
        Job job = new Job(
                JOB,
                home.resolve("source"),
                home.resolve("replica"),
                Duration.ofSeconds(10),
                home.resolve("log.txt"),
                LogFormat.TEXT,
                Compare.MD5,
                MaxDelete.DEFAULT,
                false,
                false,
                new Pace(1, 0, false));
        DromedaryComponent component = context.getComponent("dromedary", DromedaryComponent.class);
        sync = FolderSync.open(job, home.resolve("state"), Clock.systemDefaultZone());
        component.register(sync);
        operator = new Operator(component, audit::add, InstantSource.system());
        history = new History(sync.stateFolder());
        sync.addListener(history);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private void start(String bind, boolean readOnly) throws Exception {
        WebOptions options = new WebOptions(0, bind, readOnly, home.resolve("state"));
        WebServer server =
                WebServer.start(context, options, operator, name -> sync, Map.of(JOB, history), "1.2.3", warnings::add);
        context.start();
        address = URI.create(server.address().replace("0.0.0.0", "127.0.0.1"));
    }

    private void start() throws Exception {
        start(WebOptions.LOOPBACK, false);
        sync.run(event -> {});
    }

    private HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve(path)), headers);
    }

    private HttpResponse<String> post(String path, String body, String... headers) throws Exception {
        return send(HttpRequest.newBuilder(address.resolve(path)).POST(BodyPublishers.ofString(body)), headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String... headers) throws Exception {
        if (headers.length > 0) {
            request.headers(headers);
        }
        return client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> response) throws IOException {
        return new ObjectMapper().readTree(response.body());
    }

    @Test
    void tellsHowJobsStandWhatTheyDidAndWhatTheRoutesCarry() throws Exception {
        start();

        JsonNode status = json(get("/api/status"));
        assertThat(status.get("version").asText()).isEqualTo("1.2.3");
        assertThat(status.at("/jobs/0/job").asText()).isEqualTo(JOB);
        assertThat(status.at("/jobs/0/inSync").asBoolean()).isTrue();
        assertThat(status.at("/jobs/0/last/copied").asInt()).isEqualTo(1);

        JsonNode past = json(get("/api/history?job=photos&hours=1"));
        assertThat(past.get("step").asInt()).isEqualTo(60);
        assertThat(past.at("/buckets/0/files").asInt()).isEqualTo(1);
        assertThat(past.at("/passes/0/copied").asInt()).isEqualTo(1);
        assertThat(json(get("/api/history?job=photos&hours=2160")).get("step").asInt())
                .isEqualTo(3600);

        assertThat(get("/api/routes").body()).isEqualTo("[]");
        assertThat(get("/observe/metrics").body())
                .contains("dromedary_files_copied_total{job=\"photos\"}", "jvm_memory");
        assertThat(get("/").headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    }

    @Test
    void aPersonPausesResumesAndHasAPassMadeAndTheAuditHasIt() throws Exception {
        start();
        String[] type = {"Content-Type", "application/json"};

        assertThat(post("/api/pause", "{\"job\":\"photos\"}", type).body()).contains("Passes are paused");
        assertThat(sync.beginUnlessPaused()).isEmpty();
        assertThat(post("/api/resume", "{\"job\":\"photos\"}", type).body()).contains("Passes go on");
        assertThat(post("/api/now", "{\"job\":\"photos\"}", type).body()).contains("A pass begins");
        assertThat(sync.beginWhenDue()).isPresent();
        assertThat(audit)
                .extracting(Event::message)
                .containsExactly(
                        "Passes have been paused by the page (127.0.0.1).",
                        "Passes have been resumed by the page (127.0.0.1).",
                        "A pass has been asked for by the page (127.0.0.1).");
    }

    @Test
    void aRefusedPlanIsShownAndThenConfirmedByItsId() throws Exception {
        Files.writeString(home.resolve("source/two"), "two");
        start();
        Files.delete(home.resolve("source/one"));
        Files.delete(home.resolve("source/two"));
        sync.run(event -> {});

        assertThat(get("/observe/health").statusCode()).isEqualTo(503);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        JsonNode plan = json(get("/api/plan?job=photos"));
        assertThat(plan.get("totals").toString()).isEqualTo("{\"adjust\":1,\"remove\":2}");
        assertThat(plan.at("/actions/0/path").asText()).isEqualTo("one");
        assertThat(plan.get("why").asText()).contains("the source is empty");

        String[] type = {"Content-Type", "application/json"};
        assertThat(post("/api/confirm", "{\"job\":\"photos\",\"plan\":\"00000000\"}", type)
                        .statusCode())
                .isEqualTo(409);
        String id = plan.get("plan").asText();
        assertThat(post("/api/confirm", "{\"job\":\"photos\",\"plan\":\"" + id + "\"}", type)
                        .statusCode())
                .isEqualTo(200);
        sync.run(event -> {});
        assertThat(home.resolve("replica")).isEmptyDirectory();
        assertThat(get("/observe/health").statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "/api/log?job=nobody, 404",
        "/api/history?job=photos&hours=0, 400",
        "/api/history?job=photos&hours=many, 400",
        "/api/log?job=photos&limit=501, 400",
        "/api/nothing, 404",
        "/assets/..%2f..%2fapplication.properties, 404",
        "/assets/none.js, 404",
        "/nothing, 404",
        "/api/pause, 405"
    })
    void whatIsAskedWronglyGetsASentence(String path, int status) throws Exception {
        start();
        HttpResponse<String> response = get(path);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(json(response).get("error").asText()).isNotBlank();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{", "{}", "no json"})
    void aBodyThatNamesNoJobIsRefused(String body) throws Exception {
        start();
        assertThat(post("/api/pause", body, "Content-Type", "application/json").statusCode())
                .isEqualTo(400);
        assertThat(audit).isEmpty();
    }

    @Test
    void aPageOfAnotherSiteCanNeitherReadNorDoAnything() throws Exception {
        start();
        String body = "{\"job\":\"photos\"}";
        String type = "Content-Type";
        String json = "application/json";
        assertThat(post("/api/pause", body, type, json, "Origin", "https://example.com")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/pause", body, type, json, "Origin", "null").statusCode())
                .isEqualTo(403);
        assertThat(post("/api/pause", body, type, json, "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/api/pause", body, type, "text/plain").statusCode()).isEqualTo(400);
        assertThat(raw("GET /api/status HTTP/1.1\r\nHost: rebound.example.com\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(audit).isEmpty();
        String own = address.getScheme() + "://" + address.getAuthority();
        assertThat(post("/api/pause", body, type, json, "Origin", own).statusCode())
                .isEqualTo(200);
        HttpResponse<String> status = get("/api/status?Set-Cookie=a");
        assertThat(status.headers().map()).doesNotContainKeys("set-cookie", "access-control-allow-origin");
        assertThat(status.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'self';");
    }

    @Test
    void aServerThatOnlyTellsRefusesWhateverIsAsked() throws Exception {
        start(WebOptions.LOOPBACK, true);
        assertThat(json(get("/api/status")).get("readOnly").asBoolean()).isTrue();
        for (String action : Api.ACTIONS) {
            assertThat(post(action, "{\"job\":\"photos\"}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(403);
        }
        assertThat(audit).isEmpty();
    }

    @Test
    void otherMachinesNeedTheTokenWhichNobodyElseMayRead() throws Exception {
        start("0.0.0.0", false);
        Path file = home.resolve("state/http-token");
        String token = Files.readString(file).strip();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("other machines", file.toString())
                .doesNotContain(token);

        assertThat(get("/").statusCode()).isEqualTo(200);
        assertThat(get("/observe/health/live").statusCode()).isEqualTo(200);
        for (String path : List.of("/api/status", "/observe/metrics", "/observe/health")) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer " + token.substring(1))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(path, "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPortInUseAndAnAddressOfAnotherMachineAreOneLine() throws Exception {
        start();
        WebOptions taken = new WebOptions(address.getPort(), WebOptions.LOOPBACK, false, home);
        WebOptions foreign = new WebOptions(0, "203.0.113.9", false, home);
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            assertThatThrownBy(
                            () -> WebServer.start(other, taken, operator, name -> sync, Map.of(), "1", warnings::add))
                    .isInstanceOf(UnusableException.class)
                    .hasMessage("the status page cannot be served at 127.0.0.1:" + address.getPort()
                            + ": something else listens there; choose another port with --http");
        }
        try (DefaultCamelContext other = new DefaultCamelContext()) {
            assertThatThrownBy(
                            () -> WebServer.start(other, foreign, operator, name -> sync, Map.of(), "1", warnings::add))
                    .isInstanceOf(UnusableException.class)
                    .hasMessageContaining("that is no address of this machine");
        }
    }

    @Test
    void whoeverSaysNothingAndNeverGoesHoldsUpNobody() throws Exception {
        start();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort());
                socket.getOutputStream()
                        .write("POST /api/pause HTTP/1.1\r\nContent-Le".getBytes(StandardCharsets.UTF_8));
                silent.add(socket);
            }
            assertThat(get("/api/status").statusCode()).isEqualTo(200);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
        assertThat(post("/api/pause", "x".repeat(10_000), "Content-Type", "application/json")
                        .statusCode())
                .isEqualTo(413);
        assertThat(raw("GET /" + "x".repeat(5_000) + " HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                .contains(" 414 ");
    }

    @Test
    void aLargeLogIsReadFromItsEnd() throws Exception {
        start();
        Path log = home.resolve("log.txt");
        String line = "2026-11-20 10:00:00 [INFO]: File %07d <b>&amp; \u00e9.txt has been copied.%n";
        StringBuilder block = new StringBuilder();
        IntStream.range(0, 1_400_000).forEach(i -> {
            block.append(line.formatted(i));
            if (block.length() > 8_000_000) {
                append(log, block);
            }
        });
        append(log, block);
        assertThat(Files.size(log)).isGreaterThan(100_000_000);

        long before = System.nanoTime();
        JsonNode tail = json(get("/api/log?job=photos&limit=3"));
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
        assertThat(tail.get("lines")).hasSize(3);
        assertThat(tail.at("/lines/2/text").asText()).contains("File 1399999 <b>&amp; \u00e9.txt");
        JsonNode older = json(
                get("/api/log?job=photos&limit=3&before=" + tail.get("from").asLong()));
        assertThat(older.at("/lines/2/text").asText()).contains("File 1399996 ");

        JsonNode found = json(get("/api/log?job=photos&search=file%201399000%20"));
        assertThat(found.get("lines")).hasSize(1);
        JsonNode missing = json(get("/api/log?job=photos&search=nothing%20like%20this"));
        assertThat(missing.get("lines")).isEmpty();
        assertThat(missing.get("more").asBoolean()).isTrue();
        long from = missing.get("from").asLong();
        assertThat(json(get("/api/log?job=photos&limit=1&before=" + from))
                        .at("/lines/0/text")
                        .asText())
                .matches("2026-11-20 10:00:00 \\[INFO]: File \\d{7} <b>&amp; \u00e9.txt has been copied.");
    }

    private static void append(Path log, StringBuilder block) {
        try {
            Files.writeString(
                    log, block, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            block.setLength(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            byte[] first = new byte[512];
            int[] read = new int[1];
            await().until(() -> (read[0] = in.read(first)) != 0);
            return new String(first, 0, Math.max(0, read[0]), StandardCharsets.UTF_8);
        }
    }
}
