package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

class DefaultsTest {

    private final CommandLine parser = new CommandLine(new Options().spec());

    @Test
    void aVariableIsCalledAfterTheFirstLongName() {
        Defaults defaults = defaults(Map.of("DROMEDARY_LOG_FILE", "of-environment", "DROMEDARY_TIME_INTERVAL", "7"));

        assertThat(defaults.defaultValue(option("-l"))).isEqualTo("of-environment");
        assertThat(defaults.defaultValue(option("-i"))).isNull();
    }

    @Test
    void theEnvironmentWinsOverTheProperties() {
        Defaults defaults = defaults(
                Map.of("DROMEDARY_SOURCE", "of-environment"),
                "dromedary.source",
                "of-properties",
                "dromedary.replica",
                "of-properties");

        assertThat(defaults.defaultValue(option("--source"))).isEqualTo("of-environment");
        assertThat(defaults.defaultValue(option("--replica"))).isEqualTo("of-properties");
        assertThat(defaults.defaultValue(option("--log-file"))).isNull();
    }

    @Test
    void whatIsAskedOnceIsAskedByPeopleOnly() {
        Defaults defaults =
                defaults(Map.of("DROMEDARY_HELP", "true", "DROMEDARY_VERSION", "true", "DROMEDARY_NOW", "true"));

        assertThat(defaults.defaultValue(option("--help"))).isNull();
        assertThat(defaults.defaultValue(option("--version"))).isNull();
        assertThat(defaults.defaultValue(option("--now"))).isNull();
    }

    @Test
    void onlyKeysOfOursCanBeUnknown() {
        Defaults defaults = defaults(
                Map.of(), "dromedary.sorce", "x", "dromedary.source", "x", "camel.main.name", "x", "other", "x");

        assertThat(defaults.unknown(Set.of("source"))).containsExactly("dromedary.sorce");
    }

    private OptionSpec option(String name) {
        return parser.getCommandSpec().findOption(name);
    }

    private static Defaults defaults(Map<String, String> environment, String... keysAndValues) {
        Properties properties = new Properties();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
        }
        return new Defaults(environment, properties);
    }
}
