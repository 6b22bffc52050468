package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of docs/operations, against what the program has. */
class OperationsTest {

    private static final Path OPERATIONS = Path.of("docs/operations");
    private static final Pattern METER = Pattern.compile("dromedary_\\w+");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^(dromedary_\\w+)(\\{.*})? (\\S+)$");

    @TempDir
    Path temp;

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final DefaultCamelContext context = new DefaultCamelContext();
    private FolderSync sync;
    private Path source;

    @BeforeEach
    void startAJob() throws Exception {
        source = Files.createDirectory(temp.resolve("source"));
        Files.writeString(source.resolve("a"), "a");
        Files.writeString(source.resolve("a-b"), "b");
        context.getRegistry().bind(MicrometerConstants.METRICS_REGISTRY_NAME, meters);
        context.start();
        sync = FolderSync.open(
                Job.of("photos", source, temp.resolve("replica")), temp.resolve("state"), Clock.systemUTC());
        context.getComponent("dromedary", DromedaryComponent.class).register(sync);
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    /** What Prometheus reads, by name, of meters with other labels than {@code job} their sum. */
    private Map<String, Double> scrape() {
        return SAMPLE.matcher(meters.scrape())
                .results()
                .collect(Collectors.toMap(
                        sample -> sample.group(1),
                        sample -> Double.valueOf(sample.group(3)),
                        Double::sum,
                        TreeMap::new));
    }

    @Test
    void everyMeterThatIsNamedIsThereAndEveryMeterThatIsThereIsShown() throws IOException {
        sync.run(event -> {});

        Set<String> there = scrape().keySet();
        String dashboard = Files.readString(OPERATIONS.resolve("grafana.json"));
        String alerts = Files.readString(OPERATIONS.resolve("alerts.yml"));
        assertThat(named(dashboard)).containsExactlyInAnyOrderElementsOf(there);
        assertThat(there).containsAll(named(alerts));
        assertThat(meters.scrape().lines().filter(line -> line.startsWith("dromedary_")))
                .allMatch(line -> line.contains("{job=\"photos\"") || line.contains(",job=\"photos\""));
    }

    private static Set<String> named(String text) {
        return METER.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void theGaugesTellHowTheJobStands() throws Exception {
        assertThat(scrape()).containsEntry("dromedary_in_sync", 0.0).containsEntry("dromedary_paused", 0.0);
        sync.run(event -> {});
        assertThat(scrape())
                .containsEntry("dromedary_in_sync", 1.0)
                .containsEntry("dromedary_overdue", 0.0)
                .containsEntry("dromedary_problems_standing", 0.0)
                .containsEntry("dromedary_refused", 0.0);

        Files.delete(source.resolve("a"));
        Files.delete(source.resolve("a-b"));
        sync.run(event -> {});
        sync.pause();
        assertThat(scrape())
                .containsEntry("dromedary_in_sync", 0.0)
                .containsEntry("dromedary_refused", 1.0)
                .containsEntry("dromedary_failed", 0.0)
                .containsEntry("dromedary_paused", 1.0);

        Files.delete(source);
        sync.run(event -> {});
        assertThat(scrape()).containsEntry("dromedary_refused", 0.0).containsEntry("dromedary_failed", 1.0);
    }

    @Test
    void theAlertsAreRulesAsPrometheusReadsThem() throws IOException {
        JsonNode alerts =
                new ObjectMapper(new YAMLFactory()).readTree(Files.readString(OPERATIONS.resolve("alerts.yml")));
        List<String> names = new ArrayList<>();
        assertThat(alerts.fieldNames()).toIterable().containsExactly("groups");
        for (JsonNode group : alerts.get("groups")) {
            assertThat(group.fieldNames()).toIterable().containsExactly("name", "rules");
            for (JsonNode rule : group.get("rules")) {
                assertThat(rule.fieldNames())
                        .toIterable()
                        .contains("alert", "expr", "labels", "annotations")
                        .isSubsetOf("alert", "expr", "for", "labels", "annotations");
                assertThat(rule.path("for").asText("1m")).matches("\\d+[smhd]");
                assertThat(rule.get("expr").asText()).matches("[^()]*(\\([^()]*\\)[^()]*)*");
                assertThat(rule.get("labels").get("severity").asText()).isIn("warning", "critical");
                assertThat(rule.get("annotations").fieldNames()).toIterable().contains("summary", "description");
                names.add(rule.get("alert").asText());
            }
        }
        assertThat(names).hasSizeGreaterThan(5).doesNotHaveDuplicates();
    }

    @Test
    void promtoolFindsNoFaultInTheAlerts() throws Exception {
        String promtool = program("promtool");
        Said said =
                run(promtool, "check", "rules", OPERATIONS.resolve("alerts.yml").toString());
        assertThat(said.code()).as(said.text()).isZero();
    }

    @Test
    void systemdFindsNoFaultInTheUnits() throws Exception {
        String analyze = program("systemd-analyze");
        List<String> command = new ArrayList<>(List.of(analyze, "verify", "--man=no"));
        for (String unit : List.of("dromedary.service", "dromedary-once.service", "dromedary.timer")) {
            // It looks for the program too, which is not installed here.
            String text = Files.readString(OPERATIONS.resolve(unit)).replace("/opt/dromedary/bin/dromedary", analyze);
            command.add(Files.writeString(temp.resolve(unit), text).toString());
        }
        Said said = run(command.toArray(String[]::new));
        assertThat(said.text()).isEmpty();
        assertThat(said.code()).isZero();

        Said secure =
                run(analyze, "security", "--offline=true", "--threshold=30", temp.resolve("dromedary.service") + "");
        assertThat(secure.code()).as(secure.text()).isZero();
    }

    private record Said(int code, String text) {}

    private static Said run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new Said(process.exitValue(), text);
    }

    private static String program(String name) {
        List<String> found = Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .toList();
        assumeTrue(!found.isEmpty(), name + " is not installed");
        return found.get(0);
    }
}
