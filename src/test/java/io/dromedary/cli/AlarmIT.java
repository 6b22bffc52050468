package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Alarms as somebody turns them on who has the zip: examples copied and edited, and the jars that they name in ext. */
@DisabledOnOs(OS.WINDOWS)
class AlarmIT {

    private static final String LOCAL = InetAddress.getLoopbackAddress().getHostAddress();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Pattern JAR = Pattern.compile("(?m)^# {3}\\S+:(\\S+):(\\S+)$");

    @TempDir
    Path folder;

    private final GreenMail mail = new GreenMail(new ServerSetup(0, LOCAL, ServerSetup.PROTOCOL_SMTP));
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private HttpServer web;
    private DatagramSocket syslog;
    private Path home;
    private Path source;

    @BeforeEach
    void unpackAndListen() throws IOException {
        home = Unpacked.into(Files.createDirectory(folder.resolve("unpacked")));
        source = Files.createDirectory(folder.resolve("source"));
        mail.setUser("backup@example.com", "backup@example.com", "secret");
        mail.start();
        web = HttpServer.create(new InetSocketAddress(LOCAL, 0), 0);
        web.createContext("/", exchange -> {
            posted.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            // The third is one too many.
            exchange.sendResponseHeaders(posted.size() > 2 ? 503 : 200, -1);
            exchange.close();
        });
        web.start();
        syslog = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        syslog.setSoTimeout(10_000);
    }

    @AfterEach
    void stopListening() {
        mail.stop();
        web.stop(0);
        syslog.close();
    }

    private void turnOn(String example, String line, String edited) throws IOException {
        String text = Files.readString(home.resolve("routes/examples").resolve(example));
        assertThat(text).contains(line);
        Files.writeString(home.resolve("routes").resolve(example), text.replace(line, edited));
        for (String jar : JAR.matcher(text)
                .results()
                .map(match -> match.group(1) + "-" + match.group(2) + ".jar")
                .toList()) {
            Path from = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                    .map(Path::of)
                    .filter(path -> path.endsWith(jar))
                    .findAny()
                    .orElseThrow(() -> new AssertionError(jar));
            Path to = home.resolve("ext").resolve(jar);
            if (Files.notExists(to)) {
                Files.copy(from, to);
            }
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("bin/dromedary").toString(),
                "--source=" + source,
                "--replica=" + folder.resolve("replica"),
                "--log-file=" + folder.resolve("log.txt")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("DROMEDARY_ARCHIVE", "no");
        builder.environment().put("MAIL_PASSWORD", "secret");
        builder.environment().put("PATH", folder + File.pathSeparator + System.getenv("PATH"));
        return builder.start();
    }

    private void runOnce(int code) throws Exception {
        Process process = start("--once");
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            String said = Files.readString(folder.resolve("said"));
            assertThat(process.exitValue()).as(said).isEqualTo(code);
            assertThat(said).doesNotContain("dromedary: ");
        } finally {
            process.destroyForcibly();
        }
    }

    private List<String> shown() throws IOException {
        Path shown = folder.resolve("shown");
        return Files.exists(shown) ? Files.readAllLines(shown) : List.of();
    }

    private String logged() throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        syslog.receive(packet);
        return new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8);
    }

    @Test
    void aRefusalIsToldOnceToAllThatAreTurnedOnAndItsEndToo() throws Exception {
        turnOn(
                "mail.camel.yaml",
                "smtps:mail.example.com:465",
                "smtp:" + LOCAL + ":" + mail.getSmtp().getPort());
        turnOn(
                "webhook.camel.yaml",
                "https://chat.example.com",
                "http://" + LOCAL + ":" + web.getAddress().getPort());
        turnOn("syslog.camel.yaml", "logs.example.com:514", LOCAL + ":" + syslog.getLocalPort());
        turnOn("desktop.camel.yaml", "# edit, or leave as it is", "");
        Path program = Files.writeString(
                folder.resolve("notify-send"),
                "#!/bin/sh\nprintf '%s\\n' \"$4\" >>'" + folder.resolve("shown") + "'\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        Folder.write(folder.resolve("replica"), Folder.SAMPLE);
        Path away = Folder.write(folder.resolve("away"), Folder.SAMPLE);

        runOnce(3);
        runOnce(3);
        assertThat(posted)
                .singleElement()
                .asString()
                .contains("\"alarm\":\"refused\",\"state\":\"begun\"", "\"plan\":");
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getContent().toString())
                .contains("passes are refused since ", "check that the source is mounted", "--confirm ");
        assertThat(shown()).containsExactly("Dromedary: job default, refused begun");
        assertThat(logged()).startsWith("<27>1 ").contains(" dromedary - refused - Job default ");

        Files.delete(source);
        Files.move(away, source);
        Process service = start("--interval=1");
        try {
            await().atMost(PATIENCE).until(() -> shown().size() == 2);
            Files.move(source, away);
            await().atMost(PATIENCE).until(() -> posted.size() > 2 && shown().size() == 3);
            await().atMost(PATIENCE).until(() -> mail.getReceivedMessages().length == 3);
            service.destroy();
            assertThat(service.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(service.exitValue()).isZero();
        } finally {
            service.destroyForcibly();
        }
        assertThat(posted.get(1)).contains("\"alarm\":\"refused\",\"state\":\"ended\"");
        assertThat(mail.getReceivedMessages()[1].getContent().toString()).contains("Source and replica are in sync.");
        assertThat(logged()).startsWith("<29>1 ").contains(" - refused - ");
        assertThat(shown()).endsWith("Dromedary: job default, failed begun");
        assertThat(logged()).startsWith("<27>1 ").contains(" - failed - ");
        assertThat(Files.readAllLines(folder.resolve("said")))
                .filteredOn(line -> line.startsWith("dromedary: "))
                .singleElement()
                .asString()
                .startsWith("dromedary: route alarm-webhook failed: ")
                .contains("503")
                .endsWith("; it is tried again, 9 times at most");
    }
}
