package io.dromedary.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of routes/examples, each against somebody who listens. */
class AlarmRoutesTest {

    private static final String LOCAL = InetAddress.getLoopbackAddress().getHostAddress();

    /** Names are text, whatever they look like. */
    private static final String NAME = "<b>\"R&D\"</b> $(id)";

    @TempDir
    Path folder;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> complaints = new ArrayList<>();
    private Known job = Known.synced();
    private Alarms alarms;

    @AfterEach
    void stop() {
        if (alarms != null) {
            alarms.close();
        }
        context.stop();
    }

    private void start(String example, String... edits) throws Exception {
        String text = Files.readString(Path.of("routes/examples", example));
        for (int i = 0; i < edits.length; i += 2) {
            assertThat(text).contains(edits[i]);
            text = text.replace(edits[i], edits[i + 1]);
        }
        PluginHelper.getRoutesLoader(context).loadRoutes(ResourceHelper.fromString(example, text));
        context.start();
        alarms = new Alarms(
                context,
                complaints::add,
                Throwable::toString,
                InstantSource.fixed(Known.START),
                System::nanoTime,
                id -> Runnable::run);
        alarms.watch(() -> job.status(), folder);
    }

    private void beginAndEnd() {
        job = Known.synced().problem(NAME, "permission denied");
        alarms.look();
        job = Known.synced();
        alarms.look();
        assertThat(complaints).isEmpty();
    }

    private static GreenMail mailServer() {
        GreenMail server = new GreenMail(new ServerSetup(0, LOCAL, ServerSetup.PROTOCOL_SMTP));
        server.setUser("backup@example.com", "backup@example.com", "secret+of/mine%");
        server.start();
        return server;
    }

    @Test
    void noMailIsSentInTheClearWhereStarttlsIsAskedFor() throws Exception {
        GreenMail server = mailServer();
        try {
            start(
                    "mail.camel.yaml",
                    "smtps:mail.example.com:465",
                    "smtp:" + LOCAL + ":" + server.getSmtp().getPort(),
                    "              connectionTimeout: 10000",
                    "              connectionTimeout: 10000\n              mail.smtp.starttls.required: \"true\"",
                    "{{env:MAIL_PASSWORD}}",
                    "secret");
            job = Known.failed("source is not there");
            alarms.look();

            assertThat(complaints).singleElement().asString().contains("STARTTLS is required");
            assertThat(server.getReceivedMessages()).isEmpty();
        } finally {
            server.stop();
        }
    }

    @Test
    void aMailIsSent() throws Exception {
        GreenMail server = mailServer();
        try {
            start(
                    "mail.camel.yaml",
                    "smtps:mail.example.com:465",
                    "smtp:" + LOCAL + ":" + server.getSmtp().getPort(),
                    "{{env:MAIL_PASSWORD}}",
                    "secret+of/mine%");
            beginAndEnd();

            MimeMessage[] mails = server.getReceivedMessages();
            assertThat(mails).hasSize(2);
            assertThat(mails[0].getSubject()).startsWith("Dromedary on ").endsWith(": job photos, problems begun");
            assertThat(mails[0].getContent().toString()).contains("File " + NAME + " could not be copied");
            assertThat(mails[0].getContentType()).startsWith("text/plain");
            assertThat(mails[0].getFrom()[0]).hasToString("backup@example.com");
            assertThat(mails[0].getAllRecipients()[0]).hasToString("admin@example.com");
            assertThat(mails[0].getHeader(AlarmHeaders.ALARM)).containsExactly("problems");
            assertThat(mails[1].getSubject()).endsWith("problems ended");
        } finally {
            server.stop();
        }
    }

    @Test
    void aWebAddressGetsJson() throws Exception {
        List<JsonNode> bodies = new CopyOnWriteArrayList<>();
        List<String> headers = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
        server.createContext("/hooks/xxx", exchange -> {
            bodies.add(new ObjectMapper().readTree(exchange.getRequestBody()));
            headers.addAll(exchange.getRequestHeaders().keySet());
            headers.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestHeaders().getFirst("Content-Type"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            startWebhook(server);
            beginAndEnd();

            assertThat(bodies).hasSize(2);
            assertThat(bodies.get(0).get("text").asText()).contains("File " + NAME + " could not be copied");
            assertThat(bodies.get(0).toString())
                    .endsWith(",\"job\":\"photos\",\"alarm\":\"problems\",\"state\":\"begun\","
                            + "\"since\":\"2026-11-20T10:00:00Z\",\"time\":\"2026-11-20T10:00:00Z\"}");
            assertThat(bodies.get(1).get("state").asText()).isEqualTo("ended");
            assertThat(headers).contains("POST application/json").noneMatch(name -> name.startsWith("Dromedary"));
        } finally {
            server.stop(0);
        }
    }

    private void startWebhook(HttpServer server) throws Exception {
        start(
                "webhook.camel.yaml",
                "https://chat.example.com",
                "http://" + LOCAL + ":" + server.getAddress().getPort());
    }

    @Test
    void aWebAddressThatSaysNoHasFailed() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
        });
        server.start();
        try {
            startWebhook(server);
            job = Known.refused("the source is empty", "4f2a91c0");
            alarms.look();

            assertThat(complaints).singleElement().asString().contains("503").doesNotContain("\n");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aSyslogServerGetsALine() throws Exception {
        try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            server.setSoTimeout(10_000);
            start("syslog.camel.yaml", "logs.example.com:514", LOCAL + ":" + server.getLocalPort());
            beginAndEnd();

            assertThat(receive(server))
                    .matches("<27>1 2026-11-20T10:00:00Z \\S+ dromedary - problems - Job photos .*")
                    .contains("File " + NAME + " could not be copied");
            assertThat(receive(server)).matches("<29>1 2026-11-20T10:00:00Z \\S+ dromedary - problems - Job photos .*");
        }
    }

    private static String receive(DatagramSocket server) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        server.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    /** A program that notes its arguments, one a line. */
    private Path program(String name, String then) throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));
        Path program = folder.resolve(name);
        String script = "#!/bin/sh\nprintf '%s\\n' \"$@\" >>'" + folder.resolve("shown") + "'\n" + then + "\n";
        Files.writeString(program, script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return program;
    }

    @Test
    void theDesktopShowsIt() throws Exception {
        start("desktop.camel.yaml", "notify-send", program("notify-send", "").toString());
        beginAndEnd();

        List<String> shown = Files.readAllLines(folder.resolve("shown"));
        assertThat(shown)
                .hasSize(10)
                .startsWith(
                        "--app-name=Dromedary", "--urgency=critical", "--", "Dromedary: job photos, problems begun");
        assertThat(shown.get(4)).contains("File &lt;b>\"R&amp;D\"&lt;/b> $(id) could not be copied");
        assertThat(shown.get(8)).isEqualTo("Dromedary: job photos, problems ended");
    }

    @Test
    void aProgramThatFailsIsTriedAgain() throws Exception {
        String failing = program("notify-send", "echo no desktop; exit 3").toString();
        start("desktop.camel.yaml", "notify-send", failing);
        job = Known.synced().rot("a", true);
        alarms.look();

        assertThat(complaints).singleElement().asString().contains("ended with code 3: no desktop; it is tried again");
    }
}
