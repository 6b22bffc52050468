package io.dromedary.cli;

/** Carries what stopped the start through Camel's start. */
final class StartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StartException(Throwable cause) {
        super(cause);
    }
}
