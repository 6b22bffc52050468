package io.dromedary.cli;

import io.dromedary.operator.KnownStatus;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import org.apache.camel.util.json.JsonObject;

/** Prints how a job stands, or stood, for people. */
final class StatusPrinter {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final int PROBLEMS = 10;

    private final PrintStream out;
    private final InstantSource clock;

    StatusPrinter(PrintStream out, InstantSource clock) {
        this.out = out;
        this.clock = clock;
    }

    void print(String job, KnownStatus known) {
        JsonObject status = known.status();
        out.println(job + ": " + verdict(status));
        line("source", status.getString("source"));
        line("replica", status.getString("replica"));
        line("log", status.getString("log"));
        line("process", known.running() ? known.process() + ", running" : "none is running");
        if (known.running()) {
            line("now", doing(status));
            line("next pass", next(status));
        }
        JsonObject last = status.getMap("last") instanceof JsonObject object ? object : null;
        line("last pass", last == null ? "none yet" : time(last.getString("started")) + ": " + came(last));
        line("index", Spoken.size(status.getLong("indexBytes")));
        printProblems(status);
        if (status.getMap("refused") instanceof JsonObject refused) {
            line("refused", refused.getString("why"));
        }
    }

    private static String verdict(JsonObject status) {
        if (!(status.getMap("last") instanceof JsonObject last)) {
            return "no pass has ended yet";
        }
        String since = " since " + time(status.getString("since"));
        if (status.getBoolean("inSync")) {
            return "in sync" + since;
        }
        long problems = status.getLong("problemCount");
        return "NOT in sync" + since
                + switch (last.getString("result")) {
                    case "refused" -> ": passes are refused";
                    case "failed" -> ": passes fail";
                    default -> ": " + problems + (problems == 1 ? " problem" : " problems");
                };
    }

    /** Why a pass was refused comes on a line of its own. */
    private static String came(JsonObject last) {
        return last.getString("result").equals("refused") ? "refused, nothing was touched" : last.getString("message");
    }

    private static String doing(JsonObject status) {
        String phase = status.getString("phase");
        String overdue = status.getBoolean("overdue") ? ", OVERDUE" : "";
        if (!(status.getMap("progress") instanceof JsonObject progress)) {
            return phase + overdue;
        }
        String file = progress.getString("file");
        return phase + ", " + progress.getLong("files") + " of " + progress.getLong("filesPlanned") + " files, "
                + Spoken.size(progress.getLong("bytes")) + " of " + Spoken.size(progress.getLong("bytesPlanned"))
                + (file == null ? "" : ", " + file) + overdue;
    }

    private String next(JsonObject status) {
        if (status.getBoolean("paused")) {
            return "none: paused until --resume";
        }
        Duration left = Duration.between(clock.instant(), KnownStatus.time(status.getString("next")));
        return time(status.getString("next")) + (left.isNegative() ? ", due" : ", in " + Spoken.span(left));
    }

    private void printProblems(JsonObject status) {
        Collection<?> problems = status.getCollection("problems");
        problems.stream()
                .limit(PROBLEMS)
                .forEach(problem -> line("problem", ((JsonObject) problem).getString("message")));
        long more = status.getLong("problemCount") - Math.min(PROBLEMS, problems.size());
        if (more > 0) {
            line("", "and " + more + " more in the log");
        }
    }

    private static String time(String text) {
        Instant instant = KnownStatus.time(text);
        return CLOCK.format(instant.atZone(ZoneId.systemDefault()));
    }

    private void line(String name, String text) {
        if (text != null) {
            out.printf("  %-9s  %s%n", name, text);
        }
    }
}
