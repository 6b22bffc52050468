package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The page in a browser, as a person sees it. One program and one browser serve all of it; each test leaves the job in
 * sync.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageIT {

    private static final String MARKUP = "<img src=x onerror=\"document.title='broken in'\">";
    private static final int SLOW_BYTES = 2_200_000;

    /** Lets {@code window.answer} stand for what the server says of its jobs. */
    private static final String STATUS = """
            const theirs = window.fetch;
            window.fetch = async (path, options) => path === 'api/status' && window.answer
                ? new Response(JSON.stringify({...window.answer, now: new Date().toISOString()}))
                : theirs(path, options);
            const request = new XMLHttpRequest();
            request.open('GET', 'api/status', false);
            request.send();
            const status = JSON.parse(request.responseText);
            const job = status.jobs[0];
            """;

    @TempDir
    static Path home;

    private static Program program;
    private static Running running;
    private static Browser browser;
    private static int port;

    @BeforeAll
    static void open() throws IOException {
        assumeTrue(
                Browser.isInstalled(),
                "no browser to test the page in: install chromium and chromedriver (Debian: chromium-driver)");
        program = new Program(home);
        Files.createDirectories(program.work("source/docs"));
        for (int i = 0; i < 4; i++) {
            Files.writeString(program.work("source/docs/" + i + ".txt"), "document " + i);
        }
        Files.writeString(program.work("source/" + MARKUP), "a name, and no picture");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        running = start();
        browser = Browser.start();
        browser.size(1280, 900, false);
    }

    private static Running start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "source", "replica", "1h", "log.txt", "--http", "" + port, "--max-delete", "2", "--bwlimit", "1M"));
        arguments.addAll(List.of("--exclude", "*.keep"));
        arguments.addAll(List.of(more));
        return program.start(arguments.toArray(String[]::new));
    }

    @AfterAll
    static void close() {
        if (browser != null) {
            browser.close();
        }
        if (program != null) {
            program.close();
        }
    }

    @BeforeEach
    void startWhereAllIsWell() {
        if (browser.count("#headline") > 0) {
            browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        }
    }

    @Test
    @Order(1)
    void theFirstThingSeenIsWhetherAllIsInSync() {
        browser.eventually(() -> assertThat(running.out()).contains("Pass finished"));
        browser.open(address());
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        assertThat(browser.title()).isEqualTo("● Dromedary – in sync");
        assertThat(browser.text("#source")).isEqualTo(program.work("source").toString());
        assertThat(browser.text("#replica")).isEqualTo(program.work("replica").toString());
        assertThat(browser.text("#last")).contains("5 copied");
        assertThat(browser.text("#next")).startsWith("in ");
        assertThat(browser.text("#process"))
                .contains("Dromedary 0.1.0", "" + running.process().pid());
        browser.eventually(() -> assertThat(browser.count("#charts canvas")).isEqualTo(3));
        assertThat(browser.text("#passes")).contains("5 copied");
        browser.run("document.getElementById('log-section').scrollIntoView()");
        browser.eventually(() -> assertThat(browser.text("#lines")).contains("File docs/0.txt has been copied."));
        browser.click("#routes summary");
        browser.eventually(() -> assertThat(browser.text("#routes-table")).contains("copy", "delete", "audit"));
        browser.click("#routes summary");
    }

    @Test
    @Order(2)
    void aNameWithMarkupIsText() {
        browser.eventually(() -> assertThat(browser.text("#lines")).contains("File " + MARKUP + " has been copied."));
        assertThat(browser.count("img")).isEqualTo(1);
        assertThat(browser.title()).isEqualTo("● Dromedary – in sync");
    }

    @Test
    @Order(3)
    void theLogIsSearched() {
        browser.click("#search");
        browser.type("DOCS/2");
        browser.eventually(() -> {
            assertThat(browser.count("#lines li")).isEqualTo(1);
            assertThat(browser.text("#lines mark")).isEqualTo("docs/2");
        });
        browser.type("no such name");
        browser.eventually(() -> assertThat(browser.text("#log-words")).startsWith("No line with"));
        browser.run("const s = document.getElementById('search'); s.value = ''; s.dispatchEvent(new Event('input'))");
        browser.run("scrollTo(0, 0)");
    }

    @Test
    @Order(4)
    void aPassIsSeenWhileItRuns() throws IOException {
        byte[] content = new byte[SLOW_BYTES];
        new Random(7).nextBytes(content);
        Files.write(program.work("source/slow.bin"), content);
        browser.click("#now");
        browser.eventually(() -> assertThat(browser.text("#progress-words")).contains("of 1 file", "of 2.1 MiB"));
        assertThat(browser.text("#headline")).isEqualTo("Bringing the replica up to date");
        assertThat(browser.title()).isEqualTo("◐ Dromedary – syncing");
        browser.eventually(() -> assertThat(browser.text("#last")).contains("1 copied"));
        browser.eventually(() -> assertThat(browser.text("#passes")).contains("1 copied, 1 adjusted, 2.1 MiB"));
        assertThat(browser.isShown("#progress")).isFalse();
    }

    @Test
    @Order(5)
    void aProblemStandsUntilItsCauseIsGone() throws IOException {
        Path inTheWay = Files.createDirectories(program.work("replica/" + MARKUP + " 2"))
                .resolve("a.keep");
        Files.writeString(inTheWay, "excluded, so it has to stay");
        Files.writeString(program.work("source/" + MARKUP + " 2"), "a file that wants its place");
        browser.click("#now");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("Not in sync: 1 file could not be"));
        assertThat(browser.title()).isEqualTo("▲ Dromedary – 1 problem");
        assertThat(browser.text("#attention")).contains("1 problem", MARKUP + " 2", "Remove it from the replica");
        assertThat(browser.count("img")).isEqualTo(1);
        assertThat(browser.barriers()).isEmpty();

        Files.delete(inTheWay);
        browser.click("#now");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        assertThat(browser.isShown("#attention")).isFalse();
    }

    @Test
    @Order(6)
    void aRefusedPlanIsConfirmedAfterItWasShown() throws IOException {
        for (int i = 0; i < 3; i++) {
            Files.delete(program.work("source/docs/" + i + ".txt"));
        }
        browser.click("#now");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("Refused: 3 of "));
        assertThat(browser.title()).isEqualTo("■ Dromedary – refused");

        browser.click("#show-plan");
        browser.eventually(
                () -> assertThat(browser.count("#plan tr[data-verb=remove]")).isEqualTo(3));
        assertThat(browser.text("#plan-body")).contains("3 to remove", "docs/0.txt", "extraneous");
        assertThat(browser.barriers()).isEmpty();
        browser.size(360, 740, true);
        assertThat(browser.run("return document.documentElement.scrollWidth")).isEqualTo(360L);
        browser.size(1280, 900, false);
        browser.type(Keys.ESCAPE);
        browser.eventually(() -> assertThat(browser.isShown("#plan")).isFalse());
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("show-plan");
        assertThat(program.work("replica/docs/0.txt")).exists();

        browser.click("#show-plan");
        browser.eventually(() -> assertThat(browser.isShown("#plan-confirm")).isTrue());
        browser.click("#plan-confirm");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        assertThat(program.work("replica/docs/0.txt")).doesNotExist();
    }

    @Test
    @Order(7)
    void aPauseHoldsUntilItIsEnded() {
        browser.click("#pause");
        browser.eventually(() -> assertThat(browser.text("#headline")).isEqualTo("Paused, and in sync when it was"));
        assertThat(browser.text("#pause")).isEqualTo("Resume");
        assertThat(browser.text("#next")).isEqualTo("paused");
        browser.click("#pause");
        browser.eventually(() -> assertThat(browser.text("#pause")).isEqualTo("Pause"));
    }

    @Test
    @Order(8)
    void nothingIsInAnybodysWayInLightAndDark() {
        for (String scheme : List.of("light", "dark")) {
            browser.prefers("prefers-color-scheme", scheme);
            assertThat(browser.barriers()).isEmpty();
        }
        assertThat((String) browser.run("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(19, 18, 28)");
        browser.prefers("prefers-color-scheme", "light");
    }

    @Test
    @Order(9)
    void aPhoneShowsAllOfItsWidth() {
        browser.size(360, 740, true);
        browser.eventually(() -> assertThat(browser.run("return document.documentElement.scrollWidth"))
                .isEqualTo(360L));
        assertThat(browser.barriers()).isEmpty();
        browser.size(1280, 900, false);
    }

    @Test
    @Order(10)
    void theKeyboardIsEnough() {
        browser.open(address() + "?keyboard");
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        browser.type(Keys.TAB);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("skip");
        browser.type(Keys.ENTER);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("main");
        browser.type(Keys.TAB);
        assertThat(browser.run("return document.activeElement.id")).isEqualTo("now");
        assertThat((String) browser.run("return getComputedStyle(document.activeElement).outlineStyle"))
                .isEqualTo("solid");
    }

    /** What the server says is changed on its way, so that one program is enough. */
    @Test
    @Order(11)
    void aThousandJobsAreAListWithTheWorstFirst() {
        browser.run(STATUS + """
                const all = [...Array(1000).keys()].map(i => ({...job, job: `home-${i}`}));
                const failed = 'Pass failed: it is not there. Nothing was touched.';
                all[437].last = {...job.last, result: 'failed', message: failed};
                all[438].rotten = 2;
                window.answer = {...status, jobs: all};
                """);
        browser.eventually(() -> assertThat(browser.title()).isEqualTo("■ Dromedary – 1 of 1,000 jobs failed"));
        assertThat(browser.text("#jobs li:nth-child(1)")).contains("home-437", "failed");
        assertThat(browser.text("#jobs li:nth-child(2)")).contains("home-438", "rot found");
        assertThat(browser.count("#jobs li")).isEqualTo(100);
        assertThat(browser.text("#attention")).contains("It is not there");
        browser.click("#filter");
        browser.type("home-438");
        browser.eventually(() -> assertThat(browser.count("#jobs li")).isEqualTo(1));
        browser.click("#jobs a");
        browser.eventually(() ->
                assertThat(browser.text("#headline")).isEqualTo("Not in sync: 2 files of the source have rotted"));
        assertThat(browser.text("#attention")).contains("The replica still has the good copy");
        // These jobs have no history, and the browser says so of each request.
        assertThat(browser.console()).allMatch(line -> line.contains("/api/history?job=home-43"));
        browser.open(address() + "?one");
    }

    @Test
    @Order(12)
    void theTokenIsAskedForAndSent() {
        browser.run(STATUS + """
                window.fetch = async (path, options) => options.headers.Authorization === 'Bearer open sesame'
                    ? theirs(path, options)
                    : new Response('{"error":"a token is needed"}', {status: 401});
                """);
        browser.eventually(() -> assertThat(browser.isShown("#token-form")).isTrue());
        assertThat(browser.isShown("#columns")).isFalse();
        assertThat(browser.barriers()).isEmpty();
        browser.type("open sesame", Keys.ENTER);
        browser.eventually(() -> assertThat(browser.text("#headline")).startsWith("In sync since"));
        browser.run("sessionStorage.clear()");
        browser.open(address() + "?known");
    }

    @Test
    @Order(13)
    void theConsoleIsSilentAndNoOtherHostIsAsked() {
        assertThat(browser.console()).isEmpty();
        assertThat(browser.requests())
                .anyMatch(request -> request.endsWith("/api/status"))
                .allMatch(request -> request.startsWith(address()));
    }

    @Test
    @Order(14)
    void itSaysThatNobodyAnswersAndGoesOnWhenSomebodyDoes() {
        running.kill();
        browser.eventually(() -> assertThat(browser.text("#gone")).contains("does not answer"));
        assertThat(browser.title()).isEqualTo("○ Dromedary – no answer");

        running = start("--http-read-only");
        browser.eventually(() -> assertThat(browser.isShown("#gone")).isFalse());
        assertThat(browser.text("#pulse-words")).isEqualTo("Live, read-only");
        assertThat(browser.isShown("#now")).isFalse();
    }

    private static String address() {
        return "http://127.0.0.1:" + port + "/";
    }
}
