package io.dromedary.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What a pass came to.
 *
 * @param why of a pass that was refused or failed: the reason, or null
 * @param created folders made
 * @param copied files and links that were new
 * @param updated files and links whose content was replaced
 * @param moved files and folders that got another path
 * @param adjusted entries of which only metadata were set
 * @param removed entries removed
 * @param vanished entries that were gone when their turn came
 * @param busy files that changed while they were copied
 * @param skipped sockets, pipes and devices
 * @param problems paths that could not be read or written
 * @param bytes content written
 * @param started when the pass began
 * @param took from its start to its last change
 */
public record Summary(
        String job,
        long pass,
        PassResult result,
        String why,
        long created,
        long copied,
        long updated,
        long moved,
        long adjusted,
        long removed,
        long vanished,
        long busy,
        long skipped,
        long problems,
        long bytes,
        Instant started,
        Duration took) {

    /** How much this should worry somebody. */
    public Level level() {
        return switch (result) {
            case SYNCED, STOPPED -> Level.INFO;
            case PROBLEMS, REFUSED -> Level.WARN;
            case FAILED -> Level.ERROR;
        };
    }

    /** One line for people. */
    public String message() {
        return switch (result) {
            case REFUSED -> "Pass refused: " + why + ". Nothing was touched.";
            case FAILED -> "Pass failed: " + why + ". Nothing was touched.";
            case STOPPED -> "Pass stopped before its end" + counts();
            case SYNCED, PROBLEMS -> "Pass finished" + counts();
        };
    }

    private String counts() {
        List<String> parts = new ArrayList<>();
        add(parts, created, "created");
        add(parts, copied, "copied");
        add(parts, updated, "updated");
        add(parts, moved, "moved");
        add(parts, adjusted, "adjusted");
        add(parts, removed, "removed");
        add(parts, vanished, "vanished");
        add(parts, busy, "busy");
        add(parts, skipped, "skipped");
        if (parts.isEmpty()) {
            parts.add("nothing to do");
        }
        parts.add(bytes + " bytes");
        parts.add(problems == 0 ? "no problems" : problems == 1 ? "1 problem" : problems + " problems");
        double seconds = took.toNanos() / 1e9;
        return String.format(Locale.ROOT, " in %.3f s: %s.", seconds, String.join(", ", parts));
    }

    private static void add(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(count + " " + word);
        }
    }
}
