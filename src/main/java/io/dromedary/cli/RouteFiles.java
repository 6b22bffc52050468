package io.dromedary.cli;

import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.tree.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.ResourceHelper;

/**
 * The route definitions that are used: the ones in the jar, each replaced by the file of the same name in the folder of
 * routes, and whatever else that folder has.
 */
final class RouteFiles {

    /** Names whoever is written into before whoever writes, because Camel stops routes in the reverse order. */
    private static final List<String> PACKED =
            List.of("audit.camel.yaml", "copy.camel.yaml", "delete.camel.yaml", "sync.camel.yaml");

    private static final String SYNC = "sync.camel.yaml";

    /** How the ids of the routes in it begin; the job's name follows. */
    static final String SYNC_ROUTE = "sync-";

    /** What editors put beside a file begins with a dot or a hash, or ends otherwise. */
    private static final String PATTERN = "[!.#]*.{yaml,yml}";

    /** In milliseconds; what a change waits at most until it is taken up. */
    private static final long WATCHING = 200;

    /** The same for a request. */
    private static final long WAITING = 500;

    private final Map<String, String> packed = new TreeMap<>();
    private final Map<String, String> own = new TreeMap<>();
    private final Optional<Path> folder;

    private RouteFiles(Optional<Path> folder) throws UnusableException {
        this.folder = folder;
        for (String name : PACKED) {
            packed.put(name, packed(name));
        }
        if (folder.isPresent()) {
            readFolder(folder.get());
        }
    }

    /** What there is now. */
    RouteFiles again() throws UnusableException {
        return new RouteFiles(folder);
    }

    /** The folder that was looked into. */
    Optional<Path> folder() {
        return folder;
    }

    /**
     * Finds the route definitions.
     *
     * @param given the folder that somebody named
     * @throws UnusableException if that has no route definitions, or cannot be read
     */
    static RouteFiles find(Optional<Path> given) throws UnusableException {
        RouteFiles found = new RouteFiles(given.or(RouteFiles::besideTheProgram));
        if (found.folder.isPresent() && found.own.isEmpty()) {
            throw new UnusableException("routes " + found.folder.get() + " has no .camel.yaml file");
        }
        return found;
    }

    private static Optional<Path> besideTheProgram() {
        return Installed.file("routes").filter(Files::isDirectory);
    }

    private void readFolder(Path routes) throws UnusableException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(routes, PATTERN)) {
            for (Path file : files) {
                read(file);
            }
        } catch (NotDirectoryException e) {
            throw new UnusableException("routes " + routes + " is not a folder");
        } catch (IOException e) {
            throw new UnusableException("routes " + routes + " cannot be read: " + Failure.inWords(e));
        }
    }

    private void read(Path file) throws IOException {
        try {
            own.put(file.getFileName().toString(), Files.readString(file));
        } catch (NoSuchFileException e) {
            if (Files.isSymbolicLink(file)) {
                throw e;
            }
            // Somebody has just put another one in its place, or is about to.
        }
    }

    /** What is to be loaded, the route of each job last; the keys tell a file, and whose copy of it. */
    Map<String, Resource> resources(List<Job> jobs, boolean once) {
        Map<String, Resource> resources = new LinkedHashMap<>();
        Map<String, String> all = new TreeMap<>(packed);
        all.putAll(own);
        String sync = all.remove(SYNC);
        all.forEach((name, text) -> resources.put(name, resource(name, text)));
        for (Job job : jobs) {
            long interval = job.interval().toMillis();
            long tick = job.pace().watch() ? WATCHING : WAITING;
            if (job.timing().schedule() == null) {
                tick = Math.min(interval, tick);
            }
            String filled = sync.replace("{{job}}", job.name())
                    .replace("{{tick}}", Long.toString(tick))
                    // A job that knows when is asked often, also by a route that goes by the interval.
                    .replace("{{interval}}", Long.toString(knowsWhen(job) ? tick : interval))
                    .replace("{{passes}}", once ? "1" : "0");
            resources.put(SYNC + " of job " + job.name(), resource(SYNC, filled));
        }
        return resources;
    }

    private static boolean knowsWhen(Job job) {
        return job.pace().watch() || job.timing().isOwn();
    }

    /** The place of a route definition, for a message. */
    private Resource resource(String name, String text) {
        String place =
                own.containsKey(name) ? folder.orElseThrow().resolve(name).toString() : name;
        return ResourceHelper.fromString(place, text);
    }

    /** The text of a route definition in the jar. */
    static String packed(String name) {
        try (InputStream in = RouteFiles.class.getResourceAsStream("/io/dromedary/routes/" + name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own routes cannot be read", e);
        }
    }
}
