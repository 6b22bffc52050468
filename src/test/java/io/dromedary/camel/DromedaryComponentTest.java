package io.dromedary.camel;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.kinds;
import static io.dromedary.Trees.link;
import static io.dromedary.Trees.make;
import static io.dromedary.Trees.snapshot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.audit.Summary;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Limits;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DromedaryComponentTest extends CamelTestSupport {

    @TempDir
    static Path unused;

    @TempDir
    Path home;

    private Path source;
    private Path replica;
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        source = home.resolve("source");
        replica = home.resolve("replica");
        make(source, folder("docs", file("photo.jpg", "photo"), link("link", "photo.jpg")), file("a", "first"));
        make(replica, folder("old", file("x", "x")));
        context.getComponent("dromedary", DromedaryComponent.class)
                .setStateDir(home.resolve("state").toString());
        context.getRegistry().bind("named", Job.of("named", source, replica));
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        return context;
    }

    /** A whole pass in one route, with an endpoint where each step's messages can be looked at. */
    private void addRoute(String name, String options) throws Exception {
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + name)
                        .to("dromedary:plan" + options)
                        .to("mock:planned")
                        .split(simple("${body.copies}"))
                        .to("dromedary:copy")
                        .to("mock:copied")
                        .end()
                        .split(simple("${body.deletions}"))
                        .to("dromedary:delete")
                        .split(body())
                        .to("mock:removed")
                        .end()
                        .end()
                        .to("dromedary:finish")
                        .split(body())
                        .to("mock:finished")
                        .end();
            }
        });
    }

    private void send(String route, Map<String, Object> headers) {
        template.requestBodyAndHeaders("direct:" + route, null, headers);
    }

    private Map<Object, Message> messages(String mock) {
        MockEndpoint endpoint = context.getEndpoint("mock:" + mock, MockEndpoint.class);
        return endpoint.getExchanges().stream()
                .map(Exchange::getMessage)
                .filter(message -> message.getHeader(Headers.PATH) != null)
                .collect(Collectors.toMap(message -> message.getHeader(Headers.PATH), message -> message));
    }

    private String byUri() {
        return "?source=" + source + "&replica=" + replica;
    }

    @Test
    void aJobInTheUriIsCarriedOutByTheFourSteps() throws Exception {
        addRoute("pass", byUri());

        send("pass", Map.of());

        assertThat(snapshot(replica)).isEqualTo(snapshot(source));
    }

    @Test
    void aJobBeanIsFoundByItsName() throws Exception {
        addRoute("pass", "?job=named");

        send("pass", Map.of());

        assertThat(snapshot(replica)).isEqualTo(snapshot(source));
        assertThat(messages("copied").get("a").getHeader("dromedaryJob")).isEqualTo("named");
    }

    @Test
    void aHeaderSelectsARegisteredJobAndNothingElse() throws Exception {
        addRoute("pass", "");
        context.getComponent("dromedary", DromedaryComponent.class)
                .register(FolderSync.open(
                        Job.of("registered", source, replica), home.resolve("state"), Clock.systemDefaultZone()));

        assertThatThrownBy(() -> send("pass", Map.of("dromedaryJob", "other")))
                .rootCause()
                .hasMessage("no job is named other");
        assertThatThrownBy(() -> send("pass", Map.of())).rootCause().hasMessageContaining("give ?job=");
        assertThat(Files.exists(replica.resolve("a"))).isFalse();
        send("pass", Map.of("dromedaryJob", "registered", "source", "/", "dromedaryReplica", "/"));

        assertThat(snapshot(replica)).isEqualTo(snapshot(source));
    }

    @Test
    void theBodyOfACopiedFileIsTheFileAndItsHeadersTellWhatBecameOfIt() throws Exception {
        addRoute("pass", byUri());

        send("pass", Map.of());

        Message photo = messages("copied").get("docs/photo.jpg");
        File copied = replica.resolve("docs/photo.jpg").toFile();
        assertThat(photo.getBody()).isEqualTo(copied).isInstanceOf(File.class);
        assertThat(photo.getHeaders())
                .containsEntry("dromedaryJob", "default")
                .containsEntry("dromedaryAction", "copy")
                .containsEntry("dromedaryKind", "file")
                .containsEntry("dromedaryPath", "docs/photo.jpg")
                .containsEntry("dromedarySize", 5L)
                .containsEntry("dromedaryMd5", "5ae0c1c8a5260bc7b6648f6fbd115c35")
                .containsEntry("dromedaryOutcome", "done")
                .containsEntry("dromedaryMessage", "File docs/photo.jpg has been copied.")
                .containsEntry("CamelFileName", "docs/photo.jpg")
                .containsEntry("CamelFileLength", 5L)
                .containsEntry("CamelFileLastModified", copied.lastModified())
                .doesNotContainKey("dromedaryFrom");
        assertThat(photo.getHeader("dromedaryPass")).isInstanceOf(Long.class);
        assertThat(photo.getHeader("dromedarySequence")).isInstanceOf(Long.class);
        assertThat(photo.getHeaders().keySet()).allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_]*"));
    }

    @Test
    void whatIsNoFileHasNoBodyAndNoFileHeaders() throws Exception {
        addRoute("pass", byUri());

        send("pass", Map.of());

        for (String path : List.of("docs", "docs/link")) {
            Message message = messages("copied").get(path);
            assertThat(message.getBody()).as(path).isNull();
            assertThat(message.getHeaders()).doesNotContainKeys("CamelFileName", "CamelFileLength", "dromedaryMd5");
        }
        assertThat(messages("removed").keySet()).containsExactlyInAnyOrder("old", "old/x");
        assertThat(messages("removed").get("old/x").getHeaders())
                .containsEntry("dromedaryAction", "remove")
                .containsEntry("dromedaryReason", "extraneous")
                .containsEntry("dromedaryMessage", "File old/x has been removed.");
    }

    @Test
    void theLastMessageOfFinishIsTheSummary() throws Exception {
        addRoute("pass", byUri());

        send("pass", Map.of());

        List<Exchange> finished =
                context.getEndpoint("mock:finished", MockEndpoint.class).getExchanges();
        assertThat(finished.get(finished.size() - 1).getMessage().getHeaders())
                .containsEntry("dromedaryAction", "pass")
                .containsEntry("dromedaryKind", "pass")
                .containsEntry("dromedaryOutcome", "synced")
                .containsEntry("dromedaryLevel", "INFO")
                .doesNotContainKey("dromedaryPath");
    }

    @Test
    void theMetersAgreeWithTheSummaries() throws Exception {
        List<Summary> summaries = new ArrayList<>();
        FolderSync sync =
                FolderSync.open(Job.of("metered", source, replica), home.resolve("state"), Clock.systemDefaultZone());
        sync.addListener(summaries::add);
        context.getComponent("dromedary", DromedaryComponent.class).register(sync);
        addRoute("pass", "?job=metered");

        send("pass", Map.of());
        Files.writeString(source.resolve("a"), "changed");
        Files.delete(source.resolve("docs/link"));
        send("pass", Map.of());
        Files.move(source, home.resolve("gone"));
        send("pass", Map.of());

        assertThat(summaries).hasSize(3);
        assertThat(count("dromedary.files.copied")).isEqualTo(3).isEqualTo(sum(summaries, Summary::copied));
        assertThat(count("dromedary.files.updated")).isEqualTo(1).isEqualTo(sum(summaries, Summary::updated));
        assertThat(count("dromedary.entries.removed")).isEqualTo(3).isEqualTo(sum(summaries, Summary::removed));
        assertThat(count("dromedary.bytes.copied")).isEqualTo(17).isEqualTo(sum(summaries, Summary::bytes));
        assertThat(count("dromedary.problems")).isZero().isEqualTo(sum(summaries, Summary::problems));
        assertThat(meters.get("dromedary.pass")
                        .tags("job", "metered", "result", "synced")
                        .timer()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("dromedary.pass")
                        .tags("job", "metered", "result", "failed")
                        .timer()
                        .count())
                .isEqualTo(1);
        Summary good = summaries.get(1);
        assertThat(meters.get("dromedary.last.success")
                        .tag("job", "metered")
                        .gauge()
                        .value())
                .isEqualTo(good.started().plus(good.took()).toEpochMilli() / 1000.0);
    }

    private double count(String name) {
        return meters.get(name).tag("job", "metered").counter().count();
    }

    private static double sum(List<Summary> summaries, java.util.function.ToLongFunction<Summary> part) {
        return summaries.stream().mapToLong(part).sum();
    }

    @Test
    void aWrongStepIsNamedWithTheRightOnes() {
        assertFails("dromedary:copi", "dromedary:copi is none of dromedary:plan, copy, delete and finish");
    }

    @Test
    void halfAJobIsAMistake() {
        assertFails("dromedary:plan?source=" + source, "source and replica belong together");
        assertFails("dromedary:plan?replica=" + replica, "source and replica belong together");
    }

    @Test
    void aJobWhoseReplicaLiesInItsSourceIsAMistake() {
        assertFails("dromedary:plan?source=" + source + "&replica=" + source.resolve("docs"), "inside the source");
    }

    @Test
    void aWrongOptionIsAMistake() {
        assertFails("dromedary:plan" + byUri() + "&compare=sha1", "sha1");
        assertFails("dromedary:plan" + byUri() + "&maxDelete=many", "many");
        assertFails("dromedary:plan" + byUri() + "&nonsense=1", "nonsense");
    }

    @Test
    void aWrongLimitOrFilterIsAMistakeThatNamesItsOption() throws Exception {
        Path rules = Files.writeString(home.resolve("rules"), "[a\n");
        assertFails("dromedary:plan" + byUri() + "&maxUpdate=many", "maxUpdate must be");
        assertFails("dromedary:plan" + byUri() + "&require=../replica", "require must be");
        assertFails("dromedary:plan" + byUri() + "&exclude=RAW([a)", "exclude must be");
        assertFails("dromedary:plan" + byUri() + "&include=!a", "include must be");
        assertFailsSaying("&filterFile=" + rules, "filterFile " + rules + " line 1: ");
        assertFailsSaying("&filterFile=" + home.resolve("none"), "none is not there");
        assertFailsSaying("&exclude=*.tmp&exclude=*.bak", "exclude must be");
        assertFails("dromedary:plan" + byUri() + "&minSize=big", "minSize must be");
        assertFails("dromedary:plan" + byUri() + "&maxSize=-1", "maxSize must be");
    }

    @Test
    void thePatternsAndSizesOfTheUriSayWhatIsLeftOut() throws Exception {
        make(
                source,
                file("a.tmp", ""),
                file("keep.tmp", ""),
                file("large", "twelve bytes"),
                folder("docs", file("b", ""), folder("cache", file("x", ""))));
        Path rules = Files.writeString(home.resolve("rules"), "# a comment\n/docs/b\n");
        addRoute("pass", byUri() + "&exclude=RAW(*.tmp,cache/)&include=keep.tmp&maxSize=10&filterFile=" + rules);

        send("pass", Map.of());

        assertThat(kinds(replica).keySet())
                .containsExactlyInAnyOrder(".", "a", "keep.tmp", "docs", "docs/photo.jpg", "docs/link");
    }

    @Test
    void limitsAndFiltersAreParametersInYaml() throws Exception {
        String route = """
                - route:
                    from:
                      uri: direct:plan
                      steps:
                        - to:
                            uri: dromedary:plan
                            parameters:
                              source: "%s"
                              replica: "%s"
                              exclude: "*.tmp, *.b[a]k"
                              include: "RAW(keep & more%%20.tmp)"
                              minSize: 2
                              maxSize: 1K
                              deleteExcluded: true
                              maxUpdate: 10%%
                              require: disk/.mounted
                """;
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(ResourceHelper.fromString("test.camel.yaml", route.formatted(source, replica)));

        Job job = context.getComponent("dromedary", DromedaryComponent.class)
                .job("default")
                .job();

        assertThat(job.filter())
                .isEqualTo(new Filter(
                        Stream.of("*.tmp", "*.b[a]k", "!keep & more%20.tmp")
                                .map(PathPattern::of)
                                .toList(),
                        2,
                        1024,
                        true));
        assertThat(job.limits()).isEqualTo(new Limits(new Amount(10, true), Path.of("disk/.mounted")));
    }

    @Test
    void theLimitsOfTheUriRefuseAPass() throws Exception {
        make(replica, file("a", "older"));
        addRoute("changed", byUri() + "&maxUpdate=0");
        send("changed", Map.of());
        assertThat(summary()).contains("1 of 2 files in the replica would be updated (a)");
        assertThat(replica.resolve("a")).hasContent("older");

        addRoute(
                "unmounted",
                "?job=unmounted&source=" + source + "&replica=" + home.resolve("other") + "&require=.disk");
        send("unmounted", Map.of());
        assertThat(summary()).contains("the source has no .disk");
        assertThat(home.resolve("other")).doesNotExist();
    }

    private String summary() {
        List<Exchange> finished =
                context.getEndpoint("mock:finished", MockEndpoint.class).getExchanges();
        return finished.get(finished.size() - 1).getMessage().getHeader(Headers.MESSAGE, String.class);
    }

    @Test
    void aNameGivenTwiceWithDifferentOptionsIsAMistake() {
        context.getEndpoint("dromedary:plan" + byUri()).start();

        assertFails("dromedary:plan" + byUri() + "&compare=FULL", "given twice");
    }

    @Test
    void anUnknownJobIsAMistakeWhenItsMessageComes() throws Exception {
        addRoute("pass", "?job=nobody");

        assertThatThrownBy(() -> send("pass", Map.of())).rootCause().hasMessage("no job is named nobody");
    }

    @Test
    void nothingBeginsWithAStep() {
        assertThatThrownBy(() -> context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("dromedary:plan?job=named").to("mock:never");
                    }
                }))
                .rootCause()
                .hasMessageContaining("begin none");
    }

    /** The same where the root is somebody else's exception. */
    private void assertFailsSaying(String option, String message) {
        assertThatThrownBy(() ->
                        context.getEndpoint("dromedary:plan" + byUri() + option).start())
                .hasStackTraceContaining(message);
    }

    private void assertFails(String uri, String message) {
        assertThatThrownBy(() -> context.getEndpoint(uri).start())
                .rootCause()
                .message()
                .contains(message);
    }

    @Test
    void theCatalogKnowsStepsOptionsAndHeaders() throws Exception {
        JsonNode catalog;
        try (InputStream json = getClass().getResourceAsStream("/META-INF/io/dromedary/camel/dromedary.json")) {
            catalog = new ObjectMapper().readTree(json);
        }

        assertThat(catalog.at("/component/scheme").asText()).isEqualTo("dromedary");
        assertThat(catalog.at("/component/producerOnly").asBoolean()).isTrue();
        assertThat(catalog.at("/properties/step/enum"))
                .extracting(JsonNode::asText)
                .containsExactly("plan", "copy", "delete", "finish");
        assertThat(catalog.get("properties").fieldNames())
                .toIterable()
                .contains("job", "source", "replica", "compare", "maxDelete", "followLinks", "oneFileSystem")
                .contains("maxUpdate", "require", "exclude", "include", "filterFile", "minSize", "maxSize")
                .contains("deleteExcluded", "trash", "trashKeep")
                .contains("hardLinks", "acls", "xattrs", "noOwner", "noPerms", "noTimes");
        assertThat(catalog.get("headers").fieldNames())
                .toIterable()
                .contains("dromedaryJob", "dromedaryPass", "dromedarySequence", "dromedaryAction", "dromedaryKind")
                .contains("dromedaryPath", "dromedaryFrom", "dromedarySize", "dromedaryMd5", "dromedaryOutcome")
                .contains("dromedaryMessage");
    }
}
