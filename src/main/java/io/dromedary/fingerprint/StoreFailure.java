package io.dromedary.fingerprint;

import io.dromedary.tree.Failure;
import java.io.IOException;

/** Why a store could not be used, in the words of a message. */
final class StoreFailure {

    /** What the store appends to each message: its version and a number for the kind of failure. */
    private static final String CODE = " \\[[\\d.]+/\\d+]";

    private StoreFailure() {}

    /** What the disk said, if it was the disk; the exceptions around that name no more than our own objects. */
    static String inWords(Throwable e) {
        String words = e.getClass().getSimpleName();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException disk) {
                return Failure.inWords(disk);
            } else if (cause.getMessage() != null) {
                words = cause.getMessage().replaceAll(CODE, "");
            }
        }
        return words;
    }
}
