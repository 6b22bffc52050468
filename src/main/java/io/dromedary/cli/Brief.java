package io.dromedary.cli;

import io.dromedary.Sizes;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a pass came to, for a terminal: rounded, so that it never takes more than two lines of 80 columns. */
final class Brief {

    private static final int TWO_LINES = 160;
    private static final int WITHOUT_DATE = "yyyy-MM-dd ".length();
    private static final int TIME = "HH:mm:ss ".length();
    private static final String[] UNITS = {"", "K", "M", "G", "T"};

    private Brief() {}

    /**
     * Says it anew. A refusal and a failure stay as they are: what to do stands at their end.
     *
     * @param line of the log, which begins with date, time and level
     */
    static String of(Summary summary, String line) {
        boolean ran = summary.result() != PassResult.REFUSED && summary.result() != PassResult.FAILED;
        if (!ran || !line.endsWith("]: " + summary.message())) {
            return line;
        }
        String before = line.substring(0, line.length() - summary.message().length());
        String all = before + message(summary, true);
        return all.length() <= TWO_LINES
                ? all
                : before.substring(WITHOUT_DATE, WITHOUT_DATE + TIME) + message(summary, false);
    }

    private static String message(Summary summary, boolean whole) {
        List<String> parts = new ArrayList<>();
        add(parts, summary.created(), "created");
        add(parts, summary.copied(), "copied");
        add(parts, summary.updated(), "updated");
        add(parts, summary.moved(), "moved");
        add(parts, summary.adjusted(), "adjusted");
        add(parts, summary.removed(), "removed");
        if (whole) {
            add(parts, summary.vanished(), "vanished");
            add(parts, summary.busy(), "busy");
            add(parts, summary.skipped(), "skipped");
        } else {
            add(parts, summary.vanished() + summary.busy() + summary.skipped(), "left");
        }
        if (parts.isEmpty()) {
            parts.add("nothing to do");
        }
        if (summary.bytes() > 0) {
            parts.add(Sizes.text(summary.bytes()));
        }
        long problems = summary.problems();
        parts.add(problems == 0 ? "no problems" : count(problems) + (problems == 1 ? " problem" : " problems"));
        boolean stopped = summary.result() == PassResult.STOPPED;
        return (stopped ? "Pass stopped after " : "Pass finished in ") + time(summary.took()) + ": "
                + String.join(", ", parts) + ".";
    }

    private static void add(List<String> parts, long count, String word) {
        if (count > 0) {
            parts.add(count(count) + " " + word);
        }
    }

    /** Up to five letters. */
    static String count(long count) {
        if (count < 100_000) {
            return Long.toString(count);
        }
        double rounded = count;
        int unit = 0;
        while (Math.round(rounded) >= 1_000) {
            rounded /= 1_000;
            unit++;
        }
        return rounded < 9.95
                ? String.format(Locale.ROOT, "%.1f%s", rounded, UNITS[unit])
                : Math.round(rounded) + UNITS[unit];
    }

    private static String time(Duration took) {
        return took.toMinutes() > 0 ? Durations.text(took) : String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
    }
}
