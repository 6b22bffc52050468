package io.dromedary.cli;

import io.dromedary.JobStatus;
import io.dromedary.Phase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Keeps the bottom line of a terminal true to how the jobs stand, by a thread of its own, until it is closed. */
final class ProgressLine implements AutoCloseable {

    /** A run that is over sooner has nothing to show, and does not wait for the library to be loaded. */
    private static final long FIRST_MILLIS = 500;

    private static final long MILLIS_UNDER_WAY = 200;
    private static final long MILLIS_WAITING = 1_000;

    private final BottomLine line;
    private final Clock clock;
    private final boolean once;
    private final List<Supplier<JobStatus>> jobs = new ArrayList<>();
    private boolean closed;

    /** @param once whether each job has one pass, so that there is nothing to wait for */
    ProgressLine(BottomLine line, Clock clock, boolean once) {
        this.line = line;
        this.clock = clock;
        this.once = once;
    }

    /** Shows how one more job stands. */
    synchronized void add(Supplier<JobStatus> job) {
        jobs.add(job);
    }

    /** Shows none of them any more. */
    synchronized void clear() {
        jobs.clear();
        line.show("");
    }

    /** Begins. */
    void start() {
        Thread thread = new Thread(this::run, "dromedary-progress");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        if (sleep(FIRST_MILLIS)) {
            draw(new TerminalWidth(), new ProgressText());
        }
    }

    private void draw(IntSupplier width, ProgressText text) {
        boolean underWay;
        do {
            underWay = drawOnce(width, text);
        } while (sleep(underWay ? MILLIS_UNDER_WAY : MILLIS_WAITING));
    }

    /** Gives whether what is shown changes often. */
    private synchronized boolean drawOnce(IntSupplier width, ProgressText text) {
        List<JobStatus> now = jobs.stream()
                .map(Supplier::get)
                .filter(job -> !once || job.phase() != Phase.IDLE)
                .toList();
        // Another program has the terminal, and a line that changes would be in its way.
        boolean seen = !closed && isInForeground();
        line.show(seen ? text.of(now, clock.instant(), width.getAsInt()) : "");
        return now.stream().anyMatch(job -> job.progress() != null);
    }

    /** Gives whether there is anything to do after it. */
    private synchronized boolean sleep(long millis) {
        try {
            if (!closed) {
                wait(millis);
            }
            return !closed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Takes the line away. */
    @Override
    public synchronized void close() {
        closed = true;
        notifyAll();
        line.show("");
    }

    /**
     * Whether the terminal is ours now, which the shell may change with {@code fg} and {@code bg}.
     *
     * @see <a href="https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html">proc_pid_stat(5)</a>: pgrp and tpgid
     */
    private static boolean isInForeground() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return afterName[2].equals(afterName[5]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return true;
        }
    }
}
