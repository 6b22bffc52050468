package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import io.dromedary.operator.History;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Makes the pictures of the page that the documents show, from a run with four jobs. No test by its name, so that only
 * {@code docs/screenshots/make} runs it.
 */
class Screenshots {

    private static final String JOB = """
            %1$s:
              source: %1$s
              replica: backup/%1$s
              interval: 1m
              log-file: %1$s.log
              bwlimit: %2$s
              max-delete: 50%%
            """;

    /** Short, because it is seen in the pictures. */
    private final Path home = Path.of(System.getProperty("java.io.tmpdir"), "ann");

    private final Random random = new Random(20261120);

    @Test
    void ofThePage() throws Exception {
        String folder = System.getProperty("dromedary.screenshots");
        assumeTrue(
                folder != null && Browser.isInstalled(), "docs/screenshots/make runs this, where there is a browser");
        Path pictures = Path.of(folder);
        // Fails where it is somebody's.
        Files.createDirectory(home);
        try (Program program = new Program(home)) {
            makeFolders(program);
            program.run("--once", "--jobs", "jobs.yaml", "-q");
            for (int i = 0; i < 30; i++) {
                Files.delete(program.work("mail/2024/" + i + ".eml"));
            }
            Files.write(program.work("videos/harbour at dusk.mkv"), content(120_000_000));
            Files.write(program.work("photos/2026/IMG_4720.jpg"), content(2_400_000));
            int port = freePort();
            makeUpHistory(program);
            try (Browser browser = Browser.start()) {
                Program.Running running = program.start("--jobs", "jobs.yaml", "--http", "" + port);
                browser.eventually(() -> assertThat(running.out()).contains("Pass finished"));
                take(browser, "http://127.0.0.1:" + port + "/", pictures);
            }
        } finally {
            try (Stream<Path> all = Files.walk(home)) {
                for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static void take(Browser browser, String address, Path pictures) throws IOException {
        // What stands still is where it belongs.
        browser.prefers("prefers-reduced-motion", "reduce");
        browser.prefers("prefers-color-scheme", "dark");
        browser.size(1280, 730, false);
        browser.open(address + "#job=videos");
        browser.eventually(() -> assertThat(browser.text("#progress-words")).matches("(3\\d|4\\d|5\\d) %.*left"));
        picture(browser, pictures.resolve("page-dark.png"));

        browser.prefers("prefers-color-scheme", "light");
        browser.size(1280, 1240, false);
        browser.open(address + "?light#job=photos");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        browser.eventually(() -> assertThat(browser.count("#charts canvas")).isEqualTo(3));
        picture(browser, pictures.resolve("page-light.png"));

        browser.size(360, 780, true);
        browser.open(address + "?phone#job=mail");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("Refused: "));
        browser.run("document.getElementById('show-plan').focus({preventScroll: true}); document.activeElement.blur()");
        picture(browser, pictures.resolve("page-phone.png"));
    }

    private static void picture(Browser browser, Path file) throws IOException {
        browser.picture(file);
        SmallPicture.shrink(file);
        assertThat(file).isRegularFile();
        assertThat(Files.size(file)).isBetween(10_000L, 150_000L);
    }

    private void makeFolders(Program program) throws IOException {
        Files.writeString(
                program.work("jobs.yaml"),
                JOB.formatted("photos", "100M")
                        + JOB.formatted("documents", "100M")
                        + JOB.formatted("mail", "100M")
                        + JOB.formatted("videos", "4M"));
        for (String name : new String[] {"photos/2026", "documents", "mail/2024", "mail/2025", "videos"}) {
            Files.createDirectories(program.work(name));
        }
        Files.createDirectories(program.work("backup"));
        for (int i = 0; i < 16; i++) {
            Files.write(
                    program.work("photos/2026/IMG_47" + (10 + i) + ".jpg"),
                    content(1_500_000 + random.nextInt(900_000)));
            Files.writeString(program.work("documents/letter " + i + ".txt"), "Dear " + i);
        }
        for (int i = 0; i < 40; i++) {
            Files.writeString(program.work("mail/" + (i < 30 ? "2024/" : "2025/") + i + ".eml"), "Subject: " + i);
        }
    }

    /** A day of passes, which nobody waits for. */
    private void makeUpHistory(Program program) throws Exception {
        Job job = Job.of("photos", program.work("photos"), program.work("backup/photos"));
        Path state = FolderSync.stateFolder(job, program.state().resolve("dromedary"));
        Instant now = Instant.now();
        try (History history = History.open("photos", state, Clock.systemUTC())) {
            for (int minute = 24 * 60 - 1; minute > 12; minute--) {
                Instant start = now.minus(Duration.ofMinutes(minute));
                int hour = start.atZone(ZoneId.systemDefault()).getHour();
                boolean awake = hour > 7 && hour < 23;
                int copied = random.nextInt(awake ? 18 : 300) == 0 ? 1 + random.nextInt(24) : 0;
                boolean problem = minute > 190 && minute < 240;
                history.ended(pass(start, problem ? 2 : 0, copied));
            }
        }
    }

    private Summary pass(Instant start, long problems, long copied) {
        long bytes = copied * (1_500_000 + random.nextInt(2_500_000));
        return new Summary(
                "photos",
                start.toEpochMilli(),
                problems > 0 ? PassResult.PROBLEMS : PassResult.SYNCED,
                null,
                0,
                copied,
                copied / 7,
                0,
                0,
                copied > 15 ? copied / 5 : 0,
                0,
                0,
                0,
                problems,
                bytes,
                start,
                Duration.ofMillis(90 + random.nextInt(60) + bytes / 90_000));
    }

    private byte[] content(int bytes) {
        byte[] content = new byte[bytes];
        random.nextBytes(content);
        return content;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
