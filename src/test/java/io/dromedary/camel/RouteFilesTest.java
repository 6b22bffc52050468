package io.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RouteFilesTest {

    /** Large, so it is read once. */
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4)
            .getSchema(RouteFilesTest.class.getResourceAsStream("/schema/camelYamlDsl.json"));

    static List<Path> files() throws IOException {
        return files(RoutedJob.ROUTES);
    }

    static List<Path> withExamples() throws IOException {
        List<Path> files = new ArrayList<>(files());
        files.addAll(files(RoutedJob.ROUTES.resolve("examples")));
        return files;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).toList();
        }
    }

    @Test
    void thereIsOneFileForEachRouteOfTheCard() throws IOException {
        assertThat(files())
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "sync.camel.yaml", "copy.camel.yaml", "delete.camel.yaml", "audit.camel.yaml");
    }

    @Test
    void thereIsAnExampleForEachWayToAlarmSomebody() throws IOException {
        assertThat(files(RoutedJob.ROUTES.resolve("examples")))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrder(
                        "mail.camel.yaml", "webhook.camel.yaml", "syslog.camel.yaml", "desktop.camel.yaml");
    }

    @ParameterizedTest
    @MethodSource("withExamples")
    void aRouteFileIsValidByCamelsOwnSchema(Path file) throws IOException {
        JsonNode yaml = new ObjectMapper(new YAMLFactory()).readTree(filled(file));

        assertThat(SCHEMA.validate(yaml)).isEmpty();
        assertThat(yaml).filteredOn(part -> part.has("route")).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("withExamples")
    void aRouteFileLoadsAndItsRouteHasADescriptionAndEveryStepAnId(Path file) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(file.getFileName().toString(), filled(file)));

            assertThat(context.getRouteDefinitions()).hasSize(1);
            RouteDefinition route = context.getRouteDefinitions().get(0);
            assertThat(route.hasCustomIdAssigned()).isTrue();
            assertThat(route.getDescriptionText()).isNotBlank();
            assertThat(route.getInput().hasCustomIdAssigned()).isTrue();
            assertThat(ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class))
                    .isNotEmpty()
                    .allMatch(step -> step.hasCustomIdAssigned());
        } finally {
            context.stop();
        }
    }

    @Test
    void theJarCarriesTheSameFilesWhereCamelDoesNotScan() throws Exception {
        for (Path file : files()) {
            try (InputStream packed = getClass().getResourceAsStream("/io/dromedary/routes/" + file.getFileName())) {
                assertThat(packed).hasBinaryContent(Files.readAllBytes(file));
            }
        }
        Path classes = Path.of(RouteBeans.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertThat(List.of("camel", "camel-template", "camel-rest", "application.properties"))
                .allMatch(name -> Files.notExists(classes.resolve(name)));
    }

    private static String filled(Path file) throws IOException {
        return Files.readString(file)
                .replace("{{job}}", "photos")
                .replace("{{tick}}", "200")
                .replace("{{interval}}", "1000")
                .replace("{{passes}}", "1");
    }
}
