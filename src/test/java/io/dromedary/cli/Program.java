package io.dromedary.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.dromedary.Trees;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The jar as somebody starts it, in a folder of its own: {@code work} is where it runs, {@code state} is where its state
 * goes. Ends what it started when it is closed.
 */
final class Program implements AutoCloseable {

    private static final Path JAR = Path.of("target/dromedary.jar").toAbsolutePath();
    private static final long PATIENCE_SECONDS = 60;

    private final Path home;
    private final Path work;
    private final Map<String, String> environment = new LinkedHashMap<>();
    private final List<Running> started = new ArrayList<>();

    Program(Path home) throws IOException {
        this.home = home;
        this.work = Files.createDirectories(home.resolve("work"));
        environment.put("XDG_STATE_HOME", state().toString());
        environment.put("LC_ALL", "C.UTF-8");
    }

    /** Where it runs. */
    Path work() {
        return work;
    }

    Path work(String path) {
        return work.resolve(path);
    }

    Path state() {
        return home.resolve("state");
    }

    /** Sets a variable of its environment, or takes it away. */
    Program with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /** Runs it to its end. */
    Ended run(String... arguments) {
        return start(arguments).await();
    }

    Running start(String... arguments) {
        List<String> command = jar();
        command.addAll(List.of(arguments));
        return startCommand(command);
    }

    /** Starts it from a class path that begins with a folder. */
    Running startWith(Path classPathFolder, String... arguments) {
        List<String> command = java("-cp", classPathFolder + File.pathSeparator + JAR, Dromedary.class.getName());
        command.addAll(List.of(arguments));
        return startCommand(command);
    }

    /** Starts it with less than it wants of something, in the words of the shell's {@code ulimit}. */
    Running startWithin(String limit, String... arguments) {
        return startBy(List.of("sh", "-c", "ulimit " + limit + "; exec \"$@\"", "sh"), arguments);
    }

    /** Starts it by another program, whose arguments come first. */
    Running startBy(List<String> starter, String... arguments) {
        List<String> command = new ArrayList<>(starter);
        command.addAll(jar());
        command.addAll(List.of(arguments));
        return startCommand(command);
    }

    /** Starts it by a shell, for arguments whose bytes matter. */
    Running startByShell(String arguments) {
        String quoted = String.join("' '", jar());
        return startCommand(List.of("sh", "-c", "exec '" + quoted + "' " + arguments));
    }

    private static List<String> jar() {
        List<String> command = java(Archive.OPTIONS.toArray(String[]::new));
        command.addAll(List.of("-jar", JAR.toString()));
        return command;
    }

    /** The classes of the jar as Java maps them into memory, which is half of what a start takes. */
    private static final class Archive {

        static final List<String> OPTIONS = make();

        private static List<String> make() {
            Path archive = JAR.resolveSibling("integration-tests.jsa");
            try {
                Path temp = Files.createTempDirectory("dromedary-archive-");
                Files.writeString(
                        Files.createDirectories(temp.resolve("source/folder")).resolve("file"), "content");
                List<String> command = java("-XX:ArchiveClassesAtExit=" + archive, "-jar", JAR.toString(), "--once");
                command.addAll(List.of("-q", "-s", "source", "-r", "replica", "-l", "log", "--state-dir", "state"));
                int code = new ProcessBuilder(command)
                        .directory(temp.toFile())
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor();
                Trees.remove(temp);
                // One that does not fit is left alone, and that is nobody's business.
                return code == 0 ? List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:cds*=off") : List.of();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static List<String> java(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Processes of a second or two do not repay a second compiler.
        command.add("-XX:TieredStopAtLevel=1");
        command.add("-XX:+UseSerialGC");
        command.add("-Xmx128m");
        if (Runtime.version().feature() >= 22) {
            // The manifest says it for java -jar only.
            command.add("--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(arguments));
        return command;
    }

    private Running startCommand(List<String> command) {
        int number = started.size();
        Path out = home.resolve("out" + number);
        Path err = home.resolve("err" + number);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(work.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("DROMEDARY_") || name.startsWith("JAVA_TOOL"));
        environment.forEach((name, value) -> {
            if (value == null) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        try {
            Running running = new Running(builder.start(), out, err);
            started.add(running);
            return running;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        started.forEach(Running::destroy);
    }

    /** A process, and what it has said so far. */
    record Running(Process process, Path outFile, Path errFile) {

        String out() {
            return read(outFile);
        }

        String err() {
            return read(errFile);
        }

        /** Sends a signal, such as {@code TERM}. */
        void signal(String name) {
            try {
                new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        /** Ends it at once, as {@code kill -9} does, unless it has ended. */
        void kill() {
            destroy();
        }

        Ended await() {
            return await(PATIENCE_SECONDS);
        }

        Ended await(long seconds) {
            try {
                if (!process.waitFor(seconds, SECONDS)) {
                    throw new AssertionError(
                            "still running after " + seconds + " s\nout:\n" + out() + "\nerr:\n" + err());
                }
                return new Ended(process.exitValue(), out(), err());
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            } finally {
                destroy();
            }
        }

        private void destroy() {
            process.destroyForcibly();
            process.onExit().join();
        }

        private static String read(Path file) {
            try {
                return Files.readString(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** What became of a process. */
    record Ended(int code, String out, String err) {

        List<String> errLines() {
            return err.lines().toList();
        }

        List<String> outLines() {
            return out.lines().toList();
        }
    }
}
