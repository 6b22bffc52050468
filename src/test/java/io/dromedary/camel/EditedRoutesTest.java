package io.dromedary.camel;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static io.dromedary.Trees.sortedBadly;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people do to the routes: good, clumsy and bad. Whatever it is, nothing is deleted that should not be. */
class EditedRoutesTest {

    private static final String COPY = inLane("""
                          - to:
                              id: sync-{{job}}-copy
                              uri: direct:copy
            """);
    private static final String DELETE = """
                          - to:
                              id: sync-{{job}}-delete
                              uri: direct:delete
            """;

    /** Steps as deep as those in a lane are, which is a split in a split. */
    private static String inLane(String steps) {
        return steps.indent(6);
    }

    @TempDir
    Path home;

    private RoutedJob job;

    @BeforeEach
    void makeFolders() throws IOException {
        job = new RoutedJob(home);
        make(job.source, sortedBadly());
        make(job.source, folder("deep", folder("er", file("photo.jpg", "photo"))), link("link", "a.txt"));
        make(job.replica, file("a.txt", "old"), folder("extraneous", file("x", "x"), file("y", "y")), file("z", "z"));
    }

    @AfterEach
    void stop() {
        job.close();
    }

    @Test
    void theShippedRoutesMakeAnExactReplicaAndOneLineForEachEntry() throws Exception {
        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertThat(summary.removed()).isEqualTo(4);
        assertThat(job.logged()).isEqualTo(job.console.all()).doesNotHaveDuplicates();
        assertThat(job.logged())
                .hasSize(Math.toIntExact(summary.created()
                        + summary.copied()
                        + summary.updated()
                        + summary.adjusted()
                        + summary.removed()
                        + 1));
        assertThat(job.logged().get(job.logged().size() - 1)).endsWith(summary.message());
    }

    @Test
    void aFileInMotionIsCopiedWhenItHasComeToRest() throws Exception {
        Path busy = job.source.resolve("busy");
        Files.write(busy, new byte[40_000_000]);
        AtomicBoolean atRest = new AtomicBoolean();
        Thread writer = new Thread(() -> {
            while (!atRest.get()) {
                append(busy);
            }
        });
        String again = "              - to:\n                  id: sync-{{job}}-copy-again\n";
        job.edit("sync", again, "              - process:\n                  ref: atRest\n" + again);
        job.context.getRegistry().bind("atRest", (Processor) exchange -> {
            atRest.set(true);
            writer.join();
        });
        writer.start();
        try {
            Summary summary = job.start().summary();

            assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
            assertThat(summary.busy()).isZero();
            assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
            assertThat(job.logged()).anyMatch(line -> line.endsWith("File busy has been copied."));
        } finally {
            atRest.set(true);
            writer.join();
        }
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "x", StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aRouteThatDropsEveryOtherCopyHasProblemsAndDeletesNothing() throws Exception {
        job.edit("sync", COPY, inLane("""
                              - filter:
                                  simple: "${header.dromedarySequence} regex '.*[02468]'"
                                  steps:
                                    - to: direct:copy
                """));

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summary.problems()).isPositive();
        assertThat(summary.removed()).isZero();
        assertExtraneousStands();
        assertThat(job.logged()).anyMatch(line -> line.endsWith("the route did not carry it out."));
        assertNextPassMends();
    }

    @Test
    void aRouteThatRepeatsEveryMessageDoesEverythingOnce() throws Exception {
        job.edit("sync", COPY, COPY + COPY.replace("-copy", "-again"));
        job.edit("sync", DELETE, DELETE + DELETE.replace("-delete", "-twice"));

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertThat(job.logged()).doesNotHaveDuplicates();
    }

    @Test
    void aRouteThatRepeatsTheWholeDeletionSplitDoesNotDeleteTwice() throws Exception {
        String deletions = part("-deletions\n", "        - to:\n            id: sync-{{job}}-finish");
        job.edit("sync", deletions, deletions + deletions.replace("-delet", "-again"));

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(summary.removed()).isEqualTo(4);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
    }

    @Test
    void aRouteThatDeletesBeforeItCopiesDeletesNothing() throws Exception {
        String copies = part("-lanes\n", "        - split:\n            id: sync-{{job}}-deletions");
        String deletions = part("-deletions\n", "        - to:\n            id: sync-{{job}}-finish");
        job.edit("sync", copies + deletions, deletions + copies);

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summary.removed()).isZero();
        assertThat(summary.problems()).isEqualTo(2);
        assertExtraneousStands();
        assertThat(job.replica.resolve("deep/er/photo.jpg")).hasContent("photo");
        assertThat(job.logged()).anyMatch(line -> line.contains("not every copy of this pass"));
        assertNextPassMends();
    }

    @Test
    void aRouteThatCopiesAndDeletesAtTheSameTimeNeverDeletesBeforeTheLastCopy() throws Exception {
        String deletions = part("-deletions\n", "        - to:\n            id: sync-{{job}}-finish");
        job.edit(
                "sync",
                part("-lanes\n", "        - split:\n            id: sync-{{job}}-deletions"),
                deletions.replace("-deletions", "-lanes").replace("-delete", "-early"));

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summary.removed()).isZero();
        assertExtraneousStands();
        assertNextPassMends();
    }

    @Test
    void aRouteWithoutFinishIsFinishedAllTheSameAndTheNextPassGoesOn() throws Exception {
        job.edit("sync", part("-finish\n", null), "");

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summary.problems()).isOne();
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertNextPassMends();
    }

    @Test
    void aRouteThatOnlyPlansTouchesNothingAndHasProblems() throws Exception {
        var before = snapshot(job.replica);
        job.edit("sync", part("-lanes\n", null), "");

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(snapshot(job.replica)).isEqualTo(before);
    }

    @Test
    void aRouteThatDropsDeletionsHasProblemsAndLeavesWhatIsExtraneous() throws Exception {
        job.edit("sync", part("-deletions\n", "        - to:\n            id: sync-{{job}}-finish"), "");

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertExtraneousStands();
        assertThat(job.replica.resolve("deep/er/photo.jpg")).hasContent("photo");
        assertNextPassMends();
    }

    @Test
    void aStepThatFailsAfterTheCopyDoesNotEndThePass() throws Exception {
        job.add("copy", job.route("copy") + """
                                - throwException:
                                    id: copy-failure
                                    exceptionType: java.lang.IllegalStateException
                                    message: the second place is full
                        """);

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertThat(job.logged()).hasSameSizeAs(job.console.all());
    }

    @Test
    void forgedHeadersDoNotLeadAnywhereElse() throws Exception {
        job.edit("sync", COPY, inLane("""
                              - setHeader:
                                  name: dromedaryPath
                                  constant: ../outside
                              - setHeader:
                                  name: dromedarySource
                                  constant: /
                              - setHeader:
                                  name: CamelFileName
                                  constant: ../outside
                """) + COPY);

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertThat(home.resolve("outside")).doesNotExist();
        assertThat(job.logged()).noneMatch(line -> line.contains("outside"));
    }

    @Test
    void aMessageThatNamesNoTaskOfThePassDoesNothing() throws Exception {
        job.edit("sync", COPY, inLane("""
                              - setHeader:
                                  name: dromedarySequence
                                  constant: "4711"
                """) + COPY);

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.PROBLEMS);
        assertThat(summary.removed()).isZero();
        assertThat(job.replica.resolve("a.txt")).hasContent("old");
        assertExtraneousStands();
    }

    @Test
    void oneMoreStepInTheAuditRouteGetsEveryEventWithItsHeaders() throws Exception {
        job.edit(
                "audit",
                "        - aggregate:\n",
                "        - to:\n            id: audit-mine\n            uri: mock:mine\n        - aggregate:\n");
        MockEndpoint mine = job.context.getEndpoint("mock:mine", MockEndpoint.class);

        Summary summary = job.start().summary();

        assertThat(mine.getExchanges())
                .extracting(exchange -> exchange.getMessage().getBody(String.class))
                .isEqualTo(job.logged());
        Exchange photo = mine.getExchanges().stream()
                .filter(exchange ->
                        "deep/er/photo.jpg".equals(exchange.getMessage().getHeader(Headers.PATH)))
                .findFirst()
                .orElseThrow();
        assertThat(photo.getMessage().getHeaders())
                .containsEntry("dromedaryJob", "photos")
                .containsEntry("dromedaryPass", summary.pass())
                .containsEntry("dromedaryAction", "copy")
                .containsEntry("dromedaryKind", "file")
                .containsEntry("dromedarySize", 5L)
                .containsEntry("dromedaryMd5", "5ae0c1c8a5260bc7b6648f6fbd115c35")
                .containsEntry("dromedaryOutcome", "done")
                .containsEntry("dromedaryMessage", "File deep/er/photo.jpg has been copied.")
                .containsKey("dromedarySequence");
        Exchange last = mine.getExchanges().get(mine.getExchanges().size() - 1);
        assertThat(last.getMessage().getHeaders())
                .containsEntry("dromedaryAction", "pass")
                .containsEntry("dromedaryOutcome", "synced")
                .containsEntry("dromedaryMessage", summary.message());
    }

    @Test
    void everyEventGoesToASecondEndpointByYamlAlone() throws Exception {
        job.edit(
                "audit",
                "        - aggregate:\n",
                "        - to:\n            id: audit-queue\n            uri: seda:events\n        - aggregate:\n");
        job.add("events", """
                - route:
                    id: events
                    from:
                      uri: seda:events
                      steps:
                        - transform:
                            simple: "${header.dromedaryAction} ${header.dromedaryPath};"
                        - to:
                            uri: file:%s
                            parameters:
                              fileName: events.txt
                              fileExist: Append
                """.formatted(home.resolve("second")));
        NotifyBuilder arrived =
                new NotifyBuilder(job.context).fromRoute("events").whenDone(19).create();

        job.start().summary();

        await().until(() -> arrived.matches(10, TimeUnit.SECONDS));
        List<String> events =
                List.of(Files.readString(home.resolve("second/events.txt")).split(";"));
        assertThat(events)
                .hasSameSizeAs(job.logged())
                .contains("copy deep/er/photo.jpg", "update a.txt", "remove extraneous/x", "create empty");
    }

    @Test
    void everyCopiedFileGoesToASecondFolderByYamlAlone() throws Exception {
        job.add("copy", job.route("copy") + """
                                - filter:
                                    id: copy-files
                                    simple: ${header.dromedaryMd5} != null
                                    steps:
                                      - to:
                                          id: copy-second
                                          uri: file:%s
                        """.formatted(home.resolve("second")));

        Summary summary = job.start().summary();

        assertThat(summary.result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
        assertThat(home.resolve("second/deep/er/photo.jpg")).hasContent("photo");
        assertThat(home.resolve("second/a.txt")).hasContent("a.txt");
        assertThat(home.resolve("second/a b/x")).hasContent("a b/x");
        assertThat(home.resolve("second/link")).doesNotExist();
        assertThat(home.resolve("second/extraneous")).doesNotExist();
        try (var files = Files.walk(home.resolve("second"))) {
            assertThat(files.filter(Files::isRegularFile)).hasSize(7);
        }
    }

    private void assertExtraneousStands() {
        assertThat(job.replica.resolve("extraneous/x")).hasContent("x");
        assertThat(job.replica.resolve("extraneous/y")).hasContent("y");
        assertThat(job.replica.resolve("z")).hasContent("z");
    }

    private void assertNextPassMends() throws Exception {
        job.close();
        assertThat(RoutedJob.plain(home).result()).isEqualTo(PassResult.SYNCED);
        assertThat(snapshot(job.replica)).isEqualTo(snapshot(job.source));
    }

    /** The part of the sync route from the step with an id to a text, or to the end. */
    private String part(String id, String end) {
        String text = job.route("sync");
        int from = text.lastIndexOf("        - ", text.indexOf("id: sync-{{job}}" + id));
        return text.substring(from, end == null ? text.length() : text.indexOf(end));
    }
}
