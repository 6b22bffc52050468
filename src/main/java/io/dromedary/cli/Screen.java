package io.dromedary.cli;

import java.io.Console;
import java.util.Map;

/**
 * What standard output is, and so how to write to it.
 *
 * @param terminal whether a person sees it, and can be shown columns and lines that change
 * @param colours whether that person wants colours
 */
record Screen(boolean terminal, boolean colours) {

    /** A file, or another program, that reads the same each time. */
    static final Screen PIPE = new Screen(false, false);

    private static final int FIRST_THAT_TELLS = 22;

    /** Colours by their meaning, as the codes of ECMA-48 (SGR). */
    enum Tone {
        HEADING("1"),
        QUIET("2"),
        BAD("31"),
        GOOD("32"),
        CHANGED("33"),
        MOVED("36");

        private final String code;

        Tone(String code) {
            this.code = code;
        }
    }

    /** That of this process. */
    static Screen ofProcess() {
        return of(System.getenv(), isTerminal());
    }

    /** @see <a href="https://no-color.org">no-color.org</a> */
    static Screen of(Map<String, String> environment, boolean isTerminal) {
        String type = environment.getOrDefault("TERM", "dumb");
        boolean terminal = isTerminal && !type.equals("dumb");
        return new Screen(
                terminal, terminal && environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    /** From Java 22 on there may be a console that is no terminal, which only a method of that release tells. */
    private static boolean isTerminal() {
        Console console = System.console();
        if (console == null || Runtime.version().feature() < FIRST_THAT_TELLS) {
            return console != null;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    /** The text in a colour, or as it is. */
    String paint(Tone tone, String text) {
        return colours ? "\u001B[" + tone.code + "m" + text + "\u001B[m" : text;
    }
}
