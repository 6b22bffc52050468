package io.dromedary.cli;

import io.dromedary.UnusableException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/**
 * Uses the program as it is used, so that Java can keep what it learned of it: a first copy, changes of each kind, and a
 * pass that finds nothing to do. {@code bin/dromedary} runs this to make its archive.
 *
 * <p>Nothing here may touch anything of the user's. Folders, log and state are in one given folder, environment and
 * settings are not looked at, and the routes are the packed ones: somebody's own may send messages to the world.
 */
final class Training {

    /** A folder with one of them is enough: what it does not have comes from the jar. */
    private static final String ROUTE = "audit.camel.yaml";

    private static final int FILES = 200;
    private static final int LIMIT_SECONDS = 60;

    private Training() {}

    /** Runs in the folder that is the only argument, and leaves in it what it made. */
    public static void main(String... arguments) throws IOException {
        endInTime();
        lookAround();
        Path folder = Path.of(arguments[0]);
        Path source = Files.createDirectories(folder.resolve("source/folder"));
        for (int i = 0; i < FILES; i++) {
            Files.writeString(source.resolve("file-" + i), "content " + i);
        }
        String route = RouteFiles.packed(ROUTE);
        Files.writeString(Files.createDirectory(folder.resolve("routes")).resolve(ROUTE), route);
        Files.createSymbolicLink(source.resolve("link"), Path.of("file-0"));
        run(folder);
        Files.writeString(source.resolve("file-0"), "other content");
        Files.delete(source.resolve("file-1"));
        run(folder);
        System.exit(run(folder));
    }

    private static int run(Path folder) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
        return Dromedary.run(
                new String[] {
                    "--once",
                    "--source=" + folder.resolve("source"),
                    "--replica=" + folder.resolve("replica"),
                    "--log-file=" + folder.resolve("log.txt"),
                    "--routes=" + folder.resolve("routes"),
                    "--state-dir=" + folder.resolve("state")
                },
                () -> new Defaults(Map.of(), new Properties()),
                Screen.PIPE,
                nowhere,
                nowhere);
    }

    /** Reads settings and finds routes as the program does, and takes no notice of them. */
    private static void lookAround() {
        try {
            Defaults.ofProcess();
            RouteFiles.find(Optional.empty());
        } catch (IllegalArgumentException | UnusableException e) {
            // The program says so itself.
        }
    }

    /** Whoever waits for the program wants it to begin. */
    private static void endInTime() {
        Thread clock = new Thread(() -> {
            try {
                TimeUnit.SECONDS.sleep(LIMIT_SECONDS);
                Runtime.getRuntime().halt(ExitCode.UNUSABLE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        clock.setDaemon(true);
        clock.start();
    }
}
