package io.dromedary.audit;

import java.util.Locale;

/** What became of a pass. */
public enum PassResult {
    /** Source and replica are the same, but for what was in motion. */
    SYNCED(0),
    /** Told to stop before the end. */
    STOPPED(0),
    /** Done, except for some paths. */
    PROBLEMS(1),
    /** The guard did not agree to the plan; nothing was touched. */
    REFUSED(3),
    /** Could not run; nothing was touched. */
    FAILED(4);

    private final int exitCode;

    PassResult(int exitCode) {
        this.exitCode = exitCode;
    }

    /** The exit code of a program that runs one such pass. */
    public int exitCode() {
        return exitCode;
    }

    /** The word for it in headers and JSON. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
