package io.dromedary.cli;

import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.camel.RouteBeans;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Resource;

/**
 * Takes up what somebody saves in the folder of routes, while they run.
 *
 * <p>The few small files are read again and again, because editors save in too many ways to be heard of: they rename over a
 * file, cut it and write it in two steps, or take it away for a moment. What two looks in a row have found the same is meant.
 */
final class LiveEdit implements AutoCloseable {

    private static final long LOOK_MILLIS = 300;
    private static final long SECONDS_TO_CLOSE = 10;

    private final RouteFiles files;
    private final List<Job> jobs;
    private final RouteSwap swap;
    private final Console console;
    private final ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1, LiveEdit::thread);
    private final Map<String, Resource> running;
    private final Map<String, String> settled = new HashMap<>();
    private final Map<String, String> seen = new HashMap<>();
    private final Set<String> waiting = new LinkedHashSet<>();
    private String obstacle;

    LiveEdit(RouteFiles files, Map<String, Resource> running, List<Job> jobs, RouteSwap swap, Console console) {
        this.files = files;
        this.jobs = jobs;
        this.swap = swap;
        this.console = console;
        this.running = new HashMap<>(running);
        running.forEach((unit, resource) -> settled.put(unit, text(resource)));
    }

    /** @throws UnusableException if there is no folder in which anybody could save anything */
    static void check(RouteFiles files) throws UnusableException {
        if (files.folder().isEmpty()) {
            throw new UnusableException(
                    "--dev takes up what is saved in a folder of routes, and there is none beside the"
                            + " program: give one with --routes DIR, with a .camel.yaml file in it");
        }
    }

    /**
     * Begins to look.
     *
     * @param running what was loaded at the start
     */
    static LiveEdit start(
            CamelContext context, RouteFiles files, Map<String, Resource> running, List<Job> jobs, Console console) {
        RouteBeans beans = context.getRegistry().lookupByNameAndType("dromedaryBeans", RouteBeans.class);
        LiveEdit live = new LiveEdit(files, running, jobs, new RouteSwap(context, beans), console);
        beans.watch();
        live.looker.scheduleWithFixedDelay(live::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        return live;
    }

    /** Looks once, and takes up what has come to rest since the last look. */
    void look() {
        try {
            Map<String, Resource> found = files.again().resources(jobs, false);
            obstacle = null;
            Set<String> units = new LinkedHashSet<>(found.keySet());
            units.addAll(settled.keySet());
            for (String unit : units) {
                Resource resource = found.get(unit);
                String text = resource == null ? null : text(resource);
                boolean atRest = Objects.equals(text, seen.put(unit, text));
                if (atRest && !Objects.equals(text, settled.get(unit))) {
                    takeUp(unit, resource, text);
                }
            }
        } catch (UnusableException e) {
            if (!e.getMessage().equals(obstacle)) {
                obstacle = e.getMessage();
                console.complain(obstacle + "; the routes go on as they are");
            }
        } catch (RuntimeException e) {
            console.complain("routes cannot be taken up: " + Failures.inOneLine(e));
        }
    }

    private void takeUp(String unit, Resource next, String text) {
        Resource before = running.get(unit);
        String place = (next == null ? before : next).getLocation();
        try {
            if (!swap.replace(before, next)) {
                if (waiting.add(unit)) {
                    console.say(unit + " takes effect when what its routes are doing has ended");
                }
                return;
            }
            running.put(unit, next);
            console.say(next == null ? unit + " is gone, and so are its routes" : place + " has taken effect");
        } catch (RouteSwap.RefusedException e) {
            console.complain(e.getMessage() + "; what ran before goes on");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        waiting.remove(unit);
        settled.put(unit, text);
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "dromedary-dev");
        thread.setDaemon(true);
        return thread;
    }

    private static String text(Resource resource) {
        try (InputStream in = resource.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks no more. What is being replaced is finished first. */
    @Override
    public void close() {
        looker.shutdown();
        try {
            looker.awaitTermination(SECONDS_TO_CLOSE, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
