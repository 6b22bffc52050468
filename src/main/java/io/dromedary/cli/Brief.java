package io.dromedary.cli;

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
    /** The counts below are told exactly. */
    private static final long EXACT = 100_000;

    private static final long EXACT_IF_SHORT = 10_000;
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
        long exact = whole ? EXACT : EXACT_IF_SHORT;
        List<String> parts = new ArrayList<>();
        add(parts, exact, summary.created(), "created");
        add(parts, exact, summary.copied(), "copied");
        add(parts, exact, summary.updated(), "updated");
        add(parts, exact, summary.moved(), "moved");
        add(parts, exact, summary.adjusted(), "adjusted");
        add(parts, exact, summary.removed(), "removed");
        if (whole) {
            add(parts, exact, summary.vanished(), "vanished");
            add(parts, exact, summary.busy(), "busy");
            add(parts, exact, summary.skipped(), "skipped");
        } else {
            add(parts, exact, summary.vanished() + summary.busy() + summary.skipped(), "left");
        }
        if (parts.isEmpty()) {
            parts.add("nothing to do");
        }
        if (summary.bytes() > 0) {
            parts.add(Spoken.size(summary.bytes()));
        }
        long problems = summary.problems();
        parts.add(problems == 0 ? "no problems" : count(problems, exact) + (problems == 1 ? " problem" : " problems"));
        boolean stopped = summary.result() == PassResult.STOPPED;
        return (stopped ? "Pass stopped after " : "Pass finished in ") + time(summary.took()) + ": "
                + String.join(", ", parts) + ".";
    }

    private static void add(List<String> parts, long exact, long count, String word) {
        if (count > 0) {
            parts.add(count(count, exact) + " " + word);
        }
    }

    /** @param exact where rounding to four letters begins */
    static String count(long count, long exact) {
        if (count < exact) {
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
        return took.toMinutes() > 0 ? Spoken.span(took) : String.format(Locale.ROOT, "%.3f s", took.toNanos() / 1e9);
    }
}
