package io.dromedary.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion;
import io.dromedary.UnusableException;
import io.dromedary.audit.Event;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebServerTest {

    private static final String PHOTOS = "{\"job\":\"photos\"}";

    private static final String SCHEMA =
            Path.of("docs/schema/http.json").toAbsolutePath().toUri().toString();
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);

    @TempDir
    Path temp;

    private static JsonNode json(HttpResponse<String> answer) throws Exception {
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return new ObjectMapper().readTree(answer.body());
    }

    private static JsonNode ok(HttpResponse<String> answer) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** The same, in the form that is written down. */
    private static JsonNode ok(HttpResponse<String> answer, String form) throws Exception {
        JsonNode json = ok(answer);
        assertThat(SCHEMAS.getSchema(SchemaLocation.of(SCHEMA + "#/$defs/" + form))
                        .validate(json))
                .as(form)
                .isEmpty();
        return json;
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String why) throws Exception {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(json(answer).get("error").asText()).contains(why);
    }

    @Test
    void tellsHowJobsStandAndWhatTheyDid() throws Exception {
        try (Served served = Served.job(temp)) {
            assertThat(ok(served.get("/api/plan?job=photos"), "plan")
                            .get("totals")
                            .get("copy")
                            .asInt())
                    .isOne();
            StringBuilder log = new StringBuilder();
            served.sync().run(event -> log.append(event.message()).append('\n'));
            Files.writeString(temp.resolve("log.txt"), log);

            JsonNode status = ok(served.get("/api/status"), "status");
            assertThat(status.get("version").asText()).isEqualTo("1.2.3");
            assertThat(status.get("jobs").get(0).get("inSync").asBoolean()).isTrue();
            JsonNode past = ok(served.get("/api/history?job=photos&hours=24"), "history");
            assertThat(past.get("step").asInt()).isEqualTo(60);
            assertThat(past.get("buckets").get(0).get("files").asInt()).isOne();
            assertThat(past.get("passes").get(0).get("result").asText()).isEqualTo("synced");
            assertThat(ok(served.get("/api/history?job=photos&hours=25"))
                            .get("step")
                            .asInt())
                    .isEqualTo(3600);
            JsonNode lines =
                    ok(served.get("/api/log?job=photos&search=A.TXT"), "log").get("lines");
            assertThat(lines).hasSize(1);
            assertThat(lines.get(0).get("text").asText()).isEqualTo("File a.txt has been copied.");
            assertThat(ok(served.get("/api/routes"), "routes").findValuesAsText("id"))
                    .contains("http-status", "http-now");
        }
    }

    @Test
    void showsARefusedPlanAndTakesItsConfirmation() throws Exception {
        try (Served served = Served.job(temp)) {
            served.sync().run(event -> {});
            Files.writeString(temp.resolve("replica/b.txt"), "b");
            Files.delete(temp.resolve("source/a.txt"));
            served.sync().run(event -> {});

            assertThat(served.get("/observe/health/ready").statusCode()).isEqualTo(503);
            JsonNode health = json(served.get("/observe/health"));
            assertThat(health.get("status").asText()).isEqualTo("DOWN");
            assertThat(health.findValue("reason").asText()).contains("the source is empty");
            assertThat(served.get("/observe/health/live").statusCode()).isEqualTo(200);
            JsonNode plan = ok(served.get("/api/plan?job=photos"), "plan");
            assertThat(plan.get("actions").findValuesAsText("path"))
                    .as("the folder itself is among them unless both changed within one tick of the clock")
                    .contains("a.txt", "b.txt");
            String id = plan.get("plan").asText();
            assertThat(ok(served.get("/api/status"), "status")
                            .findValue("refused")
                            .get("plan")
                            .asText())
                    .isEqualTo(id);
            assertRefused(served.post("/api/confirm", "{\"job\":\"photos\",\"plan\":\"00000000\"}"), 409, id);
            ok(served.post("/api/confirm", "{\"job\":\"photos\",\"plan\":\"" + id + "\"}"));
            served.sync().run(event -> {});

            assertThat(temp.resolve("replica")).isEmptyDirectory();
            assertThat(served.get("/observe/health").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void passesOnWhatIsAskedAndSaysByWhom() throws Exception {
        try (Served served = Served.job(temp)) {
            assertThat(ok(served.post("/api/pause", PHOTOS), "answer")
                            .get("answer")
                            .asText())
                    .contains("paused");
            assertThat(served.sync().status().paused()).isTrue();
            ok(served.post("/api/resume", PHOTOS));
            ok(served.post("/api/now", PHOTOS));

            assertThat(served.asked).extracting(Event::action).containsExactly("pause", "resume", "now");
            assertThat(served.asked.get(0).message()).contains("somebody at 127.0.0.1");
        }
    }

    @Test
    void whatIsWrongGetsASentence() throws Exception {
        try (Served served = Served.job(temp)) {
            assertRefused(served.get("/api/nothing"), 404, "nothing under this path");
            assertRefused(served.get("/assets/..%2findex.html"), 404, "nothing under this path");
            assertRefused(served.get("/assets/../../../application.properties"), 404, "nothing under this path");
            assertRefused(served.get("/api/now"), 405, "in this way");
            assertRefused(served.post("/api/status", "{}"), 405, "in this way");
            assertRefused(served.get("/api/log?job=other"), 404, "no job is named other");
            assertRefused(served.get("/api/history"), 400, "job is missing");
            assertRefused(served.get("/api/history?job=photos&hours=2161"), 400, "hours is no number from 1 to 2160");
            assertRefused(served.get("/api/log?job=photos&limit=501"), 400, "limit is no number");
            assertRefused(served.post("/api/now", "{\"job\":3}"), 400, "object of texts");
            assertRefused(served.post("/api/now", "nonsense"), 400, "object of texts");
            assertRefused(served.post("/api/now", ""), 400, "object of texts");
            assertRefused(served.post("/api/now", " ".repeat(9000) + PHOTOS), 413, "8192 bytes");
            assertThat(served.asked).isEmpty();
        }
    }

    @Test
    void headAndOptionsAnswerWithoutABody() throws Exception {
        try (Served served = Served.job(temp)) {
            HttpResponse<String> head = served.send(
                    HttpRequest.newBuilder(served.uri("/api/status")).method("HEAD", none()));
            assertThat(head.statusCode()).isEqualTo(200);
            assertThat(head.body()).isEmpty();
            HttpResponse<String> options =
                    served.send(HttpRequest.newBuilder(served.uri("/api/now")).method("OPTIONS", none()));
            assertThat(options.statusCode()).isEqualTo(204);
            assertThat(options.headers().firstValue("Allow")).contains("POST, OPTIONS");
            assertThat(options.headers().map()).doesNotContainKey("access-control-allow-origin");
        }
    }

    private static HttpRequest.BodyPublisher none() {
        return HttpRequest.BodyPublishers.noBody();
    }

    @Test
    void everyAnswerKeepsABrowserFromLoadingAnythingElse() throws Exception {
        try (Served served = Served.job(temp)) {
            for (String path : List.of("/", "/api/status", "/observe/metrics", "/nothing")) {
                HttpResponse<String> answer = served.get(path);
                assertThat(answer.headers().firstValue("Content-Security-Policy"))
                        .as(path)
                        .hasValueSatisfying(policy -> assertThat(policy).startsWith("default-src 'self';"));
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .contains("nosniff");
                assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            }
            assertThat(served.get("/observe/metrics").body()).contains("dromedary_rot{job=\"photos\"} 0.0");
        }
    }

    @Test
    void onlyItsOwnPageMayAskForAnything() throws Exception {
        try (Served served = Served.job(temp)) {
            String host = "127.0.0.1:" + served.server.port();
            assertThat(posted(served, "Origin", "http://evil.example")).isEqualTo(403);
            assertThat(posted(served, "Origin", "null")).isEqualTo(403);
            assertThat(posted(served, "Sec-Fetch-Site", "cross-site")).isEqualTo(403);
            assertThat(posted(served, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
            assertThat(posted(served, "Sec-Fetch-Site", "none")).isEqualTo(403);
            assertThat(posted(served, "X-Nothing", "else")).isEqualTo(200);
            assertThat(posted(served, "Origin", "http://" + host)).isEqualTo(200);
            assertThat(posted(served, "Sec-Fetch-Site", "same-origin")).isEqualTo(200);
            HttpResponse<String> form = served.send(HttpRequest.newBuilder(served.uri("/api/now"))
                    .header("Content-Type", "text/plain")
                    .POST(HttpRequest.BodyPublishers.ofString(PHOTOS)));
            assertRefused(form, 415, "application/json");
            assertRefused(
                    served.send(
                            HttpRequest.newBuilder(served.uri("/api/status")).header("Sec-Fetch-Site", "cross-site")),
                    403,
                    "other sites");
            assertThat(served.asked).hasSize(3);
        }
    }

    private static int posted(Served served, String header, String value) throws Exception {
        return served.send(HttpRequest.newBuilder(served.uri("/api/now"))
                        .header("Content-Type", "application/json")
                        .header(header, value)
                        .POST(HttpRequest.BodyPublishers.ofString(PHOTOS)))
                .statusCode();
    }

    @Test
    void aNameThatSomebodyElseGaveItsAddressIsRefused() throws Exception {
        try (Served served = Served.job(temp)) {
            String port = ":" + served.server.port();
            assertThat(served.raw("GET /api/status HTTP/1.1\r\nHost: evil.example" + port))
                    .endsWith("403");
            assertThat(served.raw("GET / HTTP/1.1\r\nHost: evil.example")).endsWith("403");
            assertThat(served.raw("GET / HTTP/1.0")).endsWith("403");
            assertThat(served.raw("GET / HTTP/1.1\r\nHost: LOCALHOST" + port)).endsWith("200");
            assertThat(served.raw("GET / HTTP/1.1\r\nHost: [::1]" + port)).endsWith("200");
        }
    }

    @Test
    void aServerThatIsReadOnlyIsToldNothing() throws Exception {
        try (Served served = new Served(WebAddress.LOOPBACK, true, temp.resolve("state"))) {
            assertRefused(served.post("/api/now", PHOTOS), 403, "read-only");
            assertThat(ok(served.get("/api/status"), "status").get("readOnly").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aServerThatOthersReachWantsToKnowTheToken() throws Exception {
        try (Served served = new Served("0.0.0.0", false, temp.resolve("state"))) {
            assertRefused(served.get("/api/status"), 401, "token");
            assertRefused(served.get("/observe/metrics"), 401, "token");
            assertRefused(served.get("/observe/health"), 401, "token");
            assertThat(served.get("/").statusCode()).isEqualTo(200);
            assertThat(served.get("/observe/health/live").statusCode()).isEqualTo(200);
            assertThat(known(served, Served.SECRET + "x")).isEqualTo(401);
            assertThat(known(served, Served.SECRET)).isEqualTo(200);
        }
    }

    private static int known(Served served, String token) throws Exception {
        return served.send(HttpRequest.newBuilder(served.uri("/api/status")).header("Authorization", "Bearer " + token))
                .statusCode();
    }

    @Test
    void aTokenIsMadeForItsOwnerOnlyAndFoundAgain() throws Exception {
        Token made = Token.find(Map.of(), temp.resolve("state"));
        Path file = temp.resolve("state/http-token");

        assertThat(made.place()).isEqualTo(file.toString());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        String secret = Files.readString(file).strip();
        assertThat(secret).hasSize(43);
        assertThat(Token.find(Map.of(), temp.resolve("state")).is(secret)).isTrue();
        Files.writeString(file, "short");
        assertThatThrownBy(() -> Token.find(Map.of(), temp.resolve("state")))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("shorter than 16");
    }

    @Test
    void browsersThatNeverCloseTheirConnectionsKeepNobodyOut() throws Exception {
        List<Socket> idle = new ArrayList<>();
        try (Served served = new Served(WebAddress.LOOPBACK, false, temp.resolve("state"))) {
            for (int i = 0; i < Connections.MOST + 20; i++) {
                Socket socket = served.connect();
                socket.getOutputStream().write("GET /api/st".getBytes());
                idle.add(socket);
            }
            ok(served.get("/api/status"), "status");
            idle.get(0).setSoTimeout(10_000);
            assertThat(idle.get(0).getInputStream().read()).isEqualTo(-1);
        } finally {
            for (Socket socket : idle) {
                socket.close();
            }
        }
    }

    @Test
    void aPortInUseAndAnAddressOfSomebodyElseAreSaidInOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, java.net.InetAddress.getByName(WebAddress.LOOPBACK))) {
            WebAddress taken = WebAddress.of(WebAddress.LOOPBACK, other.getLocalPort());
            assertThatThrownBy(() -> WebServer.listen(taken, false, Map.of(), temp))
                    .isInstanceOf(UnusableException.class)
                    .hasMessage("http 127.0.0.1:" + other.getLocalPort()
                            + " is in use by another program: stop that one, or give another port");
        }
        assertThatThrownBy(() -> WebAddress.of("192.0.2.1", 0))
                .isInstanceOf(UnusableException.class)
                .hasMessageContaining("192.0.2.1 is no address of this machine");
        assertThatThrownBy(() -> WebAddress.of(WebAddress.LOOPBACK, 65_536))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
