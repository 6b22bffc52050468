package io.dromedary.web;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.Pace;
import io.dromedary.audit.Event;
import io.dromedary.audit.LogFormat;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.operator.Operator;
import io.dromedary.plan.Compare;
import io.dromedary.plan.MaxDelete;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Jobs behind a server, in this process. */
final class Served implements AutoCloseable {

    static final String SECRET = "a-token-that-is-long-enough";

    final List<Event> asked = new CopyOnWriteArrayList<>();
    final WebServer server;
    private final CamelContext context = new DefaultCamelContext();
    private final DromedaryComponent component;
    private final Web web;
    private final HttpClient client = HttpClient.newHttpClient();

    Served(String bind, boolean readOnly, Path state, Job... jobs) throws Exception {
        server = WebServer.listen(WebAddress.of(bind, 0), readOnly, Map.of(Token.VARIABLE, SECRET), state);
        web = Web.prepare(server, context);
        component = context.getComponent("dromedary", DromedaryComponent.class);
        for (Job job : jobs) {
            component.register(FolderSync.open(job, state, Clock.systemUTC()));
        }
        InstantSource clock = InstantSource.system();
        web.open(component, new Operator(component, asked::add, clock), state, "1.2.3", clock);
        context.start();
    }

    /** A job with one file, on the loopback address. */
    static Served job(Path temp) throws Exception {
        Path source = Files.createDirectories(temp.resolve("source"));
        Files.writeString(source.resolve("a.txt"), "a");
        Job job = new Job(
                "photos",
                source,
                temp.resolve("replica"),
                Duration.ofSeconds(10),
                temp.resolve("log.txt"),
                LogFormat.TEXT,
                Compare.MD5,
                MaxDelete.DEFAULT,
                false,
                false,
                Pace.full());
        return new Served(WebAddress.LOOPBACK, false, temp.resolve("state"), job);
    }

    FolderSync sync() {
        return component.jobs().iterator().next();
    }

    HttpResponse<String> get(String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    Socket connect() throws IOException {
        return new Socket(WebAddress.LOOPBACK, server.port());
    }

    /** Sends what no client of ours would, and gives the status line. */
    String raw(String head) throws IOException {
        try (Socket socket = connect()) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write((head + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
            byte[] answer = socket.getInputStream().readNBytes(12);
            return new String(answer, StandardCharsets.ISO_8859_1);
        }
    }

    @Override
    public void close() {
        web.close();
        context.stop();
    }
}
