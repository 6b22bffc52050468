package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The zip, as somebody uses it who unpacks it. */
@DisabledOnOs(OS.WINDOWS)
class DistributionIT {

    private static final String JAVA_HOME = System.getProperty("java.home");

    @TempDir
    Path folder;

    private Path home;
    private Path source;
    private Path replica;
    private Path log;

    @BeforeEach
    void unpack() throws IOException {
        home = Unpacked.into(Files.createDirectory(folder.resolve("a folder")));
        source = Files.createDirectory(folder.resolve("source"));
        replica = Files.createDirectory(folder.resolve("replica"));
        log = folder.resolve("log.txt");
        Files.writeString(source.resolve("new.txt"), "new");
        Files.writeString(replica.resolve("extraneous.txt"), "x");
    }

    @Test
    void hasWhatIsPromised() throws IOException {
        assertThat(names(home))
                .contains("LICENSE", "README.md", "bin", "conf", "docs", "ext", "lib", "routes", "share");
        assertThat(names(home.resolve("bin"))).containsExactly("dromedary");
        assertThat(Files.isExecutable(home.resolve("bin/dromedary"))).isTrue();
        assertThat(names(home.resolve("conf"))).containsExactly("application.properties");
        assertThat(names(home.resolve("ext"))).containsExactly("README.txt");
        assertThat(names(home.resolve("lib")))
                .contains("dromedary.jar")
                .noneMatch(name -> name.matches("camel-(mail|http|netty)-\\d.*|greenmail.*"));
        assertThat(names(home.resolve("routes"))).isEqualTo(names(Path.of("routes")));
        assertThat(names(home.resolve("routes/examples"))).isEqualTo(names(Path.of("routes/examples")));
        assertThat(names(home.resolve("share"))).containsExactly("bash-completion", "fish", "man", "zsh");
        assertThat(home.resolve("share/man/man1/dromedary.1")).content().contains(".TH DROMEDARY 1");
    }

    @Test
    void runsFromAnyFolder() throws Exception {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));

        Ran ran = run(elsewhere, Map.of(), arguments(script()));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertMirrored();
        assertThat(names(elsewhere)).isEmpty();
    }

    @Test
    void runsThroughLinks() throws Exception {
        Path links = Files.createDirectory(folder.resolve("links"));
        Files.createSymbolicLink(links.resolve("absolute"), home.resolve("bin/dromedary"));
        Files.createSymbolicLink(links.resolve("dromedary"), Path.of("absolute"));

        Ran ran = run(folder, Map.of(), arguments(links.resolve("dromedary").toString()));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertMirrored();
    }

    @Test
    void readsItsSettings() throws Exception {
        set("dromedary.log-format=json");

        Ran ran = run(folder, Map.of(), arguments(script()));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> line.startsWith("{"));
    }

    @Test
    void readsItsSettingsWithoutTheScript() throws Exception {
        set("dromedary.log-format=json");
        String jar = home.resolve("lib/dromedary.jar").toString();

        Ran ran = run(folder, Map.of(), arguments(JAVA_HOME + "/bin/java", "-jar", jar));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(Files.readAllLines(log)).isNotEmpty().allMatch(line -> line.startsWith("{"));
    }

    @Test
    void takesItsOwnRoutes() throws Exception {
        Path route = home.resolve("routes/audit.camel.yaml");
        Files.writeString(route, Files.readString(route).replace("fileExist: Append", "fileExist: Nonsense"));

        Ran ran = run(folder, Map.of(), arguments(script()));

        assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
        assertThat(ran.output()).contains("Nonsense");
        assertThat(replica.resolve("extraneous.txt")).exists();
    }

    @Test
    void takesJarsThatAUserAdds() throws Exception {
        addJar("Louder", "public class Louder { public String say(String line) { return line.toUpperCase(); } }");
        Path route = home.resolve("routes/audit.camel.yaml");
        String step = "        - bean:\n            beanType: Louder\n";
        Files.writeString(route, Files.readString(route).replaceFirst("( +- aggregate:)", step + "$1"));

        Ran ran = run(folder, Map.of(), arguments(script()));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(Files.readString(log)).contains("FILE NEW.TXT HAS BEEN COPIED.");
    }

    @Test
    void passesSignalsOn() throws Exception {
        Path output = folder.resolve("output.txt");
        Process process = start(folder, Map.of(), service(script()), output);
        try {
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> Files.exists(log) && Files.readString(log).contains("Pass finished"));
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).as(Files.readString(output)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void handsJavaItsOptions() throws Exception {
        Ran ran = run(folder, Map.of("JAVA_OPTS", "-Xmx64m -XX:+PrintCommandLineFlags"), List.of(script(), "-V"));

        assertThat(ran.exit()).as(ran.output()).isZero();
        assertThat(ran.output()).contains("MaxHeapSize=67108864");
    }

    @Test
    void saysInOneLineThatJavaIsMissing() throws Exception {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of("dirname", "readlink", "sed")) {
            script(tools.resolve(tool), "exec " + find(tool) + " \"$@\"");
        }

        Ran none = run(folder, Map.of("JAVA_HOME", "", "PATH", tools.toString()), List.of(script(), "-V"));
        assertThat(none.output()).isEqualTo("dromedary: no Java found: install Java 17 or later, or set JAVA_HOME\n");
        assertThat(none.exit()).isEqualTo(ExitCode.UNUSABLE);

        Ran wrong = run(folder, Map.of("JAVA_HOME", "/nowhere"), List.of(script(), "-V"));
        assertThat(wrong.output()).isEqualTo("dromedary: JAVA_HOME has no bin/java: /nowhere\n");
        assertThat(wrong.exit()).isEqualTo(ExitCode.UNUSABLE);
    }

    @Test
    void saysInOneLineThatJavaIsTooOld() throws Exception {
        Path old = Files.createDirectories(folder.resolve("old/bin")).resolve("java");
        for (String version : List.of("1.8.0_392", "11.0.21")) {
            script(old, "echo 'openjdk version \"" + version + "\" 2023-10-17' >&2");

            Ran ran = run(folder, Map.of("JAVA_HOME", folder.resolve("old").toString()), List.of(script(), "-V"));

            assertThat(ran.output())
                    .isEqualTo("dromedary: Java 17 or later is needed, and " + old + " is older: set JAVA_HOME\n");
            assertThat(ran.exit()).isEqualTo(ExitCode.UNUSABLE);
        }
    }

    @Test
    void settingsNameEveryOption() throws IOException {
        List<String> options = new Options()
                .spec().options().stream()
                        .filter(Defaults::isSetting)
                        .map(option -> "dromedary." + Defaults.key(option))
                        .toList();
        List<String> keys = Files.readAllLines(home.resolve("conf/application.properties")).stream()
                .filter(line -> line.startsWith("#dromedary."))
                .map(line -> line.substring(1, line.indexOf('=')))
                .toList();

        assertThat(keys).containsExactlyInAnyOrderElementsOf(options);
    }

    private void assertMirrored() throws IOException {
        assertThat(names(replica)).containsExactly("new.txt");
        assertThat(replica.resolve("new.txt")).hasContent("new");
        assertThat(Files.readString(log))
                .contains("File new.txt has been copied.", "File extraneous.txt has been removed.");
    }

    private void set(String setting) throws IOException {
        Path settings = home.resolve("conf/application.properties");
        Files.writeString(settings, Files.readString(settings) + setting + "\n");
    }

    private String script() {
        return home.resolve("bin/dromedary").toString();
    }

    private static void script(Path file, String command) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + command + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private List<String> arguments(String... command) {
        List<String> arguments = new ArrayList<>(service(command));
        arguments.add("--once");
        return arguments;
    }

    private List<String> service(String... command) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("-s", source.toString(), "-r", replica.toString(), "-l", log.toString()));
        return arguments;
    }

    private record Ran(int exit, String output) {}

    private Ran run(Path workingFolder, Map<String, String> environment, List<String> command) throws Exception {
        Path output = Files.createTempFile(folder, "output", ".txt");
        Process process = start(workingFolder, environment, command, output);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS))
                    .as("ended in time")
                    .isTrue();
            return new Ran(process.exitValue(), Files.readString(output));
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(Path workingFolder, Map<String, String> environment, List<String> command, Path output)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(workingFolder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", JAVA_HOME);
        builder.environment().put("XDG_STATE_HOME", folder.resolve("state").toString());
        builder.environment().put("DROMEDARY_ARCHIVE", "no");
        builder.environment().putAll(environment);
        return builder.start();
    }

    private void addJar(String name, String code) throws IOException {
        Path file = Files.writeString(folder.resolve(name + ".java"), code);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        try (OutputStream out = Files.newOutputStream(home.resolve("ext/added.jar"));
                JarOutputStream jar = new JarOutputStream(out)) {
            jar.putNextEntry(new JarEntry(name + ".class"));
            Files.copy(folder.resolve(name + ".class"), jar);
        }
    }

    /** The tools of a shell are not where one expects them on every system. */
    private static Path find(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(place -> Path.of(place, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
