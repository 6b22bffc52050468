package io.dromedary.cli;

/** Exit codes that do not come from a pass; those are in {@link io.dromedary.audit.PassResult}. */
final class ExitCode {

    static final int OK = 0;
    /** {@code --check} found differences. */
    static final int DIFFERENT = 1;
    /** Bad arguments; nothing was touched. */
    static final int USAGE = 2;
    /** Could not run. */
    static final int UNUSABLE = 4;

    private ExitCode() {}
}
