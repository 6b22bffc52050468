package io.dromedary.tree;

import java.io.IOException;

/** Work was given up because the program was told to stop. Nothing is wrong with the path that was at hand. */
public final class StoppedException extends IOException {

    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("told to stop");
    }
}
