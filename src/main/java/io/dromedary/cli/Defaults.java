package io.dromedary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not give: from the environment ({@code DROMEDARY_LOG_FILE}), or else from
 * {@code application.properties} on the class path ({@code dromedary.log-file}).
 */
final class Defaults implements IDefaultValueProvider {

    private static final String PREFIX = "dromedary.";

    private final Map<String, String> environment;
    private final Properties properties;

    Defaults(Map<String, String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** The environment of this process, and the properties on its class path. */
    static Defaults ofProcess() {
        Properties properties = new Properties();
        try (InputStream in = Defaults.class.getClassLoader().getResourceAsStream("application.properties")) {
            if (in != null) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            }
        } catch (IOException | IllegalArgumentException e) {
            throw new IllegalArgumentException("application.properties cannot be read: " + e.getMessage(), e);
        }
        return new Defaults(System.getenv(), properties);
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || option.usageHelp() || option.versionHelp()) {
            return null;
        }
        String name = key(option);
        String variable = "DROMEDARY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String fromEnvironment = environment.get(variable);
        return fromEnvironment != null ? fromEnvironment : properties.getProperty(PREFIX + name);
    }

    /** The name of an option in a file: its first long name. */
    static String key(OptionSpec option) {
        for (String name : option.names()) {
            if (name.startsWith("--")) {
                return name.substring(2);
            }
        }
        throw new IllegalArgumentException("an option without a long name: " + option);
    }

    /** Keys of ours in the properties that name no option. */
    Set<String> unknown(Set<String> options) {
        Set<String> unknown = new TreeSet<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith(PREFIX) && !options.contains(key.substring(PREFIX.length()))) {
                unknown.add(key);
            }
        }
        return unknown;
    }
}
