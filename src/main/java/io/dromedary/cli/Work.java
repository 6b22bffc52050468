package io.dromedary.cli;

import io.dromedary.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** How fast a pass goes, from how far it was a little earlier. */
final class Work {

    /** What a file costs besides its content, as content that takes as long to write. */
    private static final long BYTES_A_FILE = 64 << 10;

    private static final Duration LOOK_BACK = Duration.ofSeconds(10);
    private static final Duration LEAST = Duration.ofSeconds(1);

    private final Deque<Mark> marks = new ArrayDeque<>();
    private Instant pass;

    private record Mark(Instant time, long bytes, long done) {}

    void note(Instant time, Progress progress) {
        if (!progress.started().equals(pass)) {
            pass = progress.started();
            marks.clear();
        }
        marks.add(new Mark(time, progress.bytes(), done(progress)));
        while (marks.size() > 2 && marks.peek().time().isBefore(time.minus(LOOK_BACK))) {
            marks.remove();
        }
    }

    /** Content written in a second, or 0 as long as nobody knows. */
    long bytesPerSecond() {
        long millis = millis();
        return millis < LEAST.toMillis()
                ? 0
                : (marks.getLast().bytes() - marks.peek().bytes()) * 1_000 / millis;
    }

    /** In hundredths, or -1 if there is nothing to do. */
    static int percent(Progress progress) {
        long planned = planned(progress);
        return planned == 0 ? -1 : (int) (Math.min(done(progress), planned) * 100.0 / planned);
    }

    /** What the pass will yet take, or null as long as nobody knows. */
    Duration left(Progress progress) {
        long millis = millis();
        long done = marks.isEmpty() ? 0 : marks.getLast().done() - marks.peek().done();
        if (millis < LEAST.toMillis() || done <= 0) {
            return null;
        }
        double rest = Math.max(0, planned(progress) - done(progress));
        return Duration.ofMillis((long) (rest / done * millis));
    }

    private long millis() {
        return marks.isEmpty()
                ? 0
                : Duration.between(marks.peek().time(), marks.getLast().time()).toMillis();
    }

    private static long done(Progress progress) {
        return progress.bytes() + progress.files() * BYTES_A_FILE;
    }

    private static long planned(Progress progress) {
        return progress.bytesPlanned() + progress.filesPlanned() * BYTES_A_FILE;
    }
}
