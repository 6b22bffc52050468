package io.dromedary;

/** A job cannot run as things stand: its source, replica, log or state folder cannot be used. */
public final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** @param message what happened, to which path, and what to do, on one line */
    public UnusableException(String message) {
        super(message);
    }
}
