package io.dromedary.cli;

import java.io.IOException;
import java.util.function.IntSupplier;
import org.jline.terminal.spi.SystemStream;
import org.jline.terminal.spi.TerminalProvider;

/**
 * How many columns the terminal has, which changes when its window does. Of JLine this asks the one call for it: a
 * terminal of JLine would take over signals and settings of ours, and set them back when somebody else has the terminal.
 */
final class TerminalWidth implements IntSupplier {

    /** Where nobody knows. */
    static final int USUAL = 80;

    private final TerminalProvider provider = load();

    private static TerminalProvider load() {
        try {
            return TerminalProvider.load("jni");
        } catch (IOException | RuntimeException | LinkageError e) {
            return null;
        }
    }

    @Override
    public int getAsInt() {
        try {
            int width = provider == null ? 0 : provider.systemStreamWidth(SystemStream.Output);
            return width > 0 ? width : USUAL;
        } catch (RuntimeException | LinkageError e) {
            return USUAL;
        }
    }
}
