package io.dromedary.cli;

/** Exceptions as lines. */
final class Failures {

    private Failures() {}

    /** The message of the innermost cause that has one, on one line. */
    static String inOneLine(Throwable failure) {
        String message = failure.getClass().getSimpleName();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause.getMessage() != null && !cause.getMessage().isBlank()) {
                message = cause.getMessage();
            }
        }
        return message.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
