package io.dromedary.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Phase;
import io.dromedary.camel.Headers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlarmsTest {

    private static final String REFUSAL = "the source is empty, and 3 of 3 files in the replica would be deleted";

    @TempDir
    Path state;

    private final DefaultCamelContext context = new DefaultCamelContext();
    private final List<String> complaints = new ArrayList<>();
    private final Map<String, List<Map<String, Object>>> headers = new TreeMap<>();
    private final Map<String, List<String>> told = new TreeMap<>();
    private Executor thread = Runnable::run;
    private Instant now = Known.START;
    private long nanos;
    private Known job = Known.before();
    private Alarms alarms;

    @BeforeEach
    void start() throws Exception {
        context.start();
        anew();
    }

    @AfterEach
    void stop() {
        alarms.close();
        context.stop();
    }

    /** As after a new start of the program. */
    private void anew() {
        alarms = new Alarms(context, complaints::add, Throwable::getMessage, () -> now, () -> nanos, id -> thread);
        alarms.watch(() -> job.status(), state);
    }

    private void route(String name, Processor receiver) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                from("direct:alarm-" + name).id("alarm-" + name).process(receiver);
            }
        });
    }

    private void route(String name) throws Exception {
        route(name, exchange -> receive(name, exchange));
    }

    private void receive(String name, Exchange exchange) {
        Map<String, Object> got = new TreeMap<>(exchange.getMessage().getHeaders());
        headers.computeIfAbsent(name, key -> new ArrayList<>()).add(got);
        told.computeIfAbsent(name, key -> new ArrayList<>())
                .add(got.get(AlarmHeaders.ALARM) + " " + got.get(AlarmHeaders.STATE));
    }

    private List<String> told(String name) {
        return told.getOrDefault(name, List.of());
    }

    private void look(Known known) {
        now = now.plusSeconds(10);
        job = known;
        alarms.look();
    }

    @Test
    void anAlarmIsToldOnceWhenItBeginsAndOnceWhenItEnds() throws Exception {
        route("mail");
        look(Known.synced());
        look(Known.refused(REFUSAL, "4f2a91c0"));
        look(Known.refused(REFUSAL, "4f2a91c0"));
        look(Known.refused(REFUSAL, "4f2a91c1"));
        look(Known.synced());
        look(Known.synced());

        assertThat(told("mail")).containsExactly("refused begun", "refused ended");
        assertThat(headers.get("mail").get(0))
                .isEqualTo(new TreeMap<>(Map.of(
                        Headers.JOB, "photos",
                        Headers.LEVEL, "ERROR",
                        Headers.TIME, "2026-11-20T10:00:20Z",
                        AlarmHeaders.ALARM, "refused",
                        AlarmHeaders.STATE, "begun",
                        AlarmHeaders.SINCE, "2026-11-20T10:00:20Z",
                        AlarmHeaders.PLAN, "4f2a91c0")));
        assertThat(headers.get("mail").get(1))
                .isEqualTo(new TreeMap<>(Map.of(
                        Headers.JOB, "photos",
                        Headers.LEVEL, "INFO",
                        Headers.TIME, "2026-11-20T10:00:50Z",
                        AlarmHeaders.ALARM, "refused",
                        AlarmHeaders.STATE, "ended",
                        AlarmHeaders.SINCE, "2026-11-20T10:00:20Z")));
    }

    @Test
    void eachKindIsAnAlarmOfItsOwn() throws Exception {
        route("mail");
        look(Known.failed("source /home/ann/photos is not there: mount it"));
        look(Known.synced().problem("a", "permission denied"));
        look(Known.synced().problem("a", "permission denied").rot("b", true));
        look(Known.synced().rot("b", false));
        look(Known.synced().rot("b", true));
        look(Known.synced().overdue(Phase.IDLE));

        assertThat(told("mail"))
                .containsExactly(
                        "failed begun",
                        "failed ended",
                        "problems begun",
                        "rot begun",
                        "problems ended",
                        "rot ended",
                        "overdue begun");
    }

    @Test
    void everyRouteIsTold() throws Exception {
        route("mail");
        route("desktop");
        look(Known.refused(REFUSAL, "4f2a91c0"));

        assertThat(told).containsOnlyKeys("mail", "desktop");
    }

    @Test
    void whatStandsIsToldToARouteThatComesLater() throws Exception {
        route("mail");
        look(Known.refused(REFUSAL, "4f2a91c0"));
        route("desktop");
        look(Known.refused(REFUSAL, "4f2a91c0"));

        assertThat(told("mail")).containsExactly("refused begun");
        assertThat(told("desktop")).containsExactly("refused begun");
    }

    @Test
    void whatWasToldIsNotToldAgainAfterANewStart() throws Exception {
        route("mail");
        look(Known.refused(REFUSAL, "4f2a91c0"));
        anew();
        look(Known.before());
        look(Known.refused(REFUSAL, "4f2a91c0"));
        anew();
        look(Known.before());
        look(Known.synced());
        anew();
        look(Known.synced());

        assertThat(told("mail")).containsExactly("refused begun", "refused ended");
        assertThat(headers.get("mail").get(1)).containsEntry(AlarmHeaders.SINCE, "2026-11-20T10:00:10Z");
    }

    @Test
    void aFileOfWhatWasToldThatIsNoneOnlyMakesItBeToldAgain() throws Exception {
        Files.writeString(state.resolve("alarms"), "refused\nnonsense of somebody\nfailed yesterday alarm-mail\n\n");
        anew();
        route("mail");
        look(Known.refused(REFUSAL, "4f2a91c0"));

        assertThat(told("mail")).containsExactly("refused begun");
    }

    @Test
    void withoutARouteNothingIsLookedAt() {
        anew();
        alarms.watch(
                () -> {
                    throw new AssertionError("nobody wants to know");
                },
                state);
        alarms.look();

        assertThat(state).isEmptyDirectory();
    }

    @Test
    void aRouteThatFailsIsTriedAgainLessAndLessOftenAndTheConsoleSaysSoInOneLine() throws Exception {
        List<Instant> attempts = new ArrayList<>();
        route("mail", exchange -> {
            attempts.add(now);
            throw new IOException("connection refused");
        });
        route("desktop");
        job = Known.refused(REFUSAL, "4f2a91c0");
        passSeconds(3600);

        assertThat(complaints)
                .hasSize(2)
                .first()
                .asString()
                .isEqualTo("route alarm-mail failed: connection refused; it is tried again, 9 times at most");
        assertThat(complaints.get(1))
                .startsWith("route alarm-mail failed 10 times: connection refused; it has not been told: Job photos");
        assertThat(attempts)
                .hasSize(AlarmRoute.ATTEMPTS)
                .extracting(attempt -> Duration.between(Known.START, attempt).toSeconds())
                .startsWith(5L, 10L, 20L, 40L, 80L);
        assertThat(told("desktop")).containsExactly("refused begun");
    }

    @Test
    void aRouteThatWorksAgainIsToldWhatStandsThen() throws Exception {
        boolean[] works = {false};
        route("mail", exchange -> {
            if (!works[0]) {
                throw new IOException("connection refused");
            }
            receive("mail", exchange);
        });
        job = Known.refused(REFUSAL, "4f2a91c0");
        passSeconds(60);
        job = Known.failed("source is not there");
        works[0] = true;
        passSeconds(60);

        assertThat(told("mail")).containsExactly("failed begun");
        assertThat(complaints).hasSize(1);
    }

    @Test
    void whatCouldNotBeToldIsTriedByTheNextStart() throws Exception {
        route("mail", exchange -> {
            throw new IOException("connection refused");
        });
        job = Known.refused(REFUSAL, "4f2a91c0");
        passSeconds(3600);
        context.getRouteController().stopRoute("alarm-mail");
        context.removeRoute("alarm-mail");
        route("mail");
        passSeconds(60);
        assertThat(told("mail")).isEmpty();
        anew();
        passSeconds(60);

        assertThat(told("mail")).containsExactly("refused begun");
    }

    private void passSeconds(int seconds) {
        for (int i = 0; i < seconds; i += 5) {
            now = now.plusSeconds(5);
            nanos += 5_000_000_000L;
            alarms.look();
        }
    }

    @Test
    void aRouteThatHangsHoldsUpNobody() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        thread = Executors.newCachedThreadPool(daemons());
        anew();
        route("mail", exchange -> hangs.await());
        job = Known.refused(REFUSAL, "4f2a91c0");
        alarms.look();
        long start = System.nanoTime();
        assertThat(alarms.tellLast(Duration.ofMillis(50))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));

        hangs.countDown();
        assertThat(alarms.tellLast(Duration.ofSeconds(30))).isTrue();
        assertThat(Files.readString(state.resolve("alarms"))).isEqualTo("refused 2026-11-20T10:00:00Z alarm-mail\n");
    }

    private static ThreadFactory daemons() {
        return work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        };
    }
}
