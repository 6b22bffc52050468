package io.dromedary.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Values of options that the command line does not give: from the environment ({@code DROMEDARY_LOG_FILE}), or else from
 * {@code application.properties} ({@code dromedary.log-file}).
 */
final class Defaults implements IDefaultValueProvider {

    private static final String FILE = "application.properties";
    private static final String PREFIX = "dromedary.";

    /** What is asked of a running instance. */
    private static final Set<String> TYPED = Set.of("status", "now", "pause", "resume");

    private final Map<String, String> environment;
    private final Properties properties;

    Defaults(Map<String, String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /** The environment of this process, and its settings. */
    static Defaults ofProcess() {
        Properties properties = new Properties();
        Optional<URL> file = find();
        if (file.isPresent()) {
            try (InputStream in = file.get().openStream()) {
                properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            } catch (IOException | IllegalArgumentException e) {
                throw new IllegalArgumentException("application.properties cannot be read: " + e.getMessage(), e);
            }
        }
        return new Defaults(System.getenv(), properties);
    }

    /**
     * Where the settings are: in a folder on the class path, or else in {@code conf} beside the program, or else in a jar.
     * The folder {@code conf} is not on the class path itself, because the JVM makes no class-data archive for a class
     * path with a folder in it.
     */
    private static Optional<URL> find() {
        Optional<URL> onClassPath =
                Optional.ofNullable(Defaults.class.getClassLoader().getResource(FILE));
        if (onClassPath.filter(url -> url.getProtocol().equals("file")).isPresent()) {
            return onClassPath;
        }
        Optional<Path> installed =
                Installed.file("conf").map(conf -> conf.resolve(FILE)).filter(Files::isRegularFile);
        return installed.map(Defaults::url).or(() -> onClassPath);
    }

    private static URL url(Path file) {
        try {
            return file.toUri().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException("no address for " + file, e);
        }
    }

    @Override
    public String defaultValue(ArgSpec argument) {
        if (!(argument instanceof OptionSpec option) || !isSetting(option)) {
            return null;
        }
        String name = key(option);
        String variable = "DROMEDARY_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
        String fromEnvironment = environment.get(variable);
        return fromEnvironment != null ? fromEnvironment : properties.getProperty(PREFIX + name);
    }

    /** Whether an option may stand in the settings: not one that says what to do this once, and end. */
    static boolean isSetting(OptionSpec option) {
        return !option.usageHelp() && !option.versionHelp() && !TYPED.contains(key(option));
    }

    /** All that application.properties has, also what is not ours. */
    Properties settings() {
        return properties;
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
