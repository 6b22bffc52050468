package io.dromedary.cli;

import io.dromedary.Job;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * A file of several jobs: in YAML a map from name to options, in properties {@code name.option=value}. Relative paths
 * begin at the file's folder.
 */
final class JobsFile {

    private static final List<String> REQUIRED = List.of("source", "replica");

    private final Path file;
    private final Defaults defaults;

    JobsFile(Path file, Defaults defaults) {
        this.file = file;
        this.defaults = defaults;
    }

    /**
     * Reads the jobs.
     *
     * @throws IllegalArgumentException if the file cannot be read or says something wrong, naming file, job and key
     */
    List<Job> read() {
        Map<String, Map<String, Object>> settings = isYaml() ? yaml(text()) : properties(text());
        if (settings.isEmpty()) {
            throw wrong("names no job");
        }
        List<Job> jobs = new ArrayList<>();
        settings.forEach((name, options) -> jobs.add(job(name, options)));
        return jobs;
    }

    private boolean isYaml() {
        String name = file.getFileName().toString();
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw wrong("is not there");
        } catch (CharacterCodingException e) {
            throw wrong("is not UTF-8");
        } catch (IOException e) {
            throw wrong("cannot be read: " + Failure.inWords(e));
        }
    }

    private Map<String, Map<String, Object>> yaml(String text) {
        Object loaded;
        try {
            loaded = new Load(LoadSettings.builder().setLabel(file.toString()).build()).loadFromString(text);
        } catch (YamlEngineException e) {
            throw wrong("is no YAML: " + e.getMessage().replaceAll("\\s*\\R\\s*", " "));
        }
        Map<String, Map<String, Object>> settings = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map("", loaded).entrySet()) {
            String name = String.valueOf(entry.getKey());
            Map<String, Object> options = new LinkedHashMap<>();
            map("job " + name + " ", entry.getValue()).forEach((key, value) -> {
                if (value == null) {
                    throw wrong("job " + name + ": key " + key + " has no value");
                }
                options.put(String.valueOf(key), value);
            });
            settings.put(name, options);
        }
        return settings;
    }

    private Map<?, ?> map(String where, Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw wrong(where + "must be a map of names to values");
    }

    private Map<String, Map<String, Object>> properties(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("is no properties file: " + e.getMessage());
        }
        Map<String, Map<String, Object>> settings = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            int dot = key.lastIndexOf('.');
            if (dot <= 0) {
                throw wrong("key " + key + " must be JOB.OPTION");
            }
            settings.computeIfAbsent(key.substring(0, dot), name -> new LinkedHashMap<>())
                    .put(key.substring(dot + 1), properties.getProperty(key));
        }
        return settings;
    }

    private Job job(String name, Map<String, Object> settings) {
        JobOptions options = new JobOptions();
        CommandLine parser = new CommandLine(options.spec());
        parser.setDefaultValueProvider(this::defaultValue);
        Map<String, OptionSpec> known = new LinkedHashMap<>();
        for (OptionSpec option : parser.getCommandSpec().options()) {
            for (String spelling : option.names()) {
                known.put(spelling.replaceFirst("^--?", ""), option);
            }
        }
        Map<OptionSpec, List<String>> arguments = new LinkedHashMap<>();
        known.values().forEach(option -> arguments.put(option, new ArrayList<>()));
        settings.forEach((key, value) -> {
            OptionSpec option = known.get(key);
            if (option == null) {
                throw wrong("job " + name + ": unknown key " + key + Nearest.question(key, longNames(known.keySet())));
            }
            values(name, key, value, option)
                    .forEach(one -> arguments.get(option).add(option.longestName() + "=" + one));
        });
        for (String key : REQUIRED) {
            if (settings.keySet().stream().noneMatch(given -> known.get(given) == known.get(key))) {
                throw wrong("job " + name + ": key " + key + " is missing");
            }
        }
        try {
            // In the order in which the options are declared, because keys may have none.
            parser.parseArgs(arguments.values().stream().flatMap(List::stream).toArray(String[]::new));
            return options.toJob(name, file.getParent());
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            throw wrong("job " + name + ": " + e.getMessage());
        }
    }

    private List<String> values(String job, String key, Object value, OptionSpec option) {
        if (!(value instanceof List<?> list)) {
            return List.of(String.valueOf(value));
        } else if (!option.isMultiValue()) {
            throw wrong("job " + job + ": key " + key + " must have one value, not a list");
        } else if (list.contains(null)) {
            throw wrong("job " + job + ": key " + key + " has an element without a value");
        }
        return list.stream().map(String::valueOf).toList();
    }

    /** Source and replica are each job's own. */
    private String defaultValue(ArgSpec argument) {
        boolean own = argument instanceof OptionSpec option && REQUIRED.contains(Defaults.key(option));
        return own ? null : defaults.defaultValue(argument);
    }

    private static List<String> longNames(Set<String> known) {
        return known.stream().filter(name -> name.length() > 1).toList();
    }

    private IllegalArgumentException wrong(String what) {
        return new IllegalArgumentException("jobs file " + file + " " + what);
    }
}
