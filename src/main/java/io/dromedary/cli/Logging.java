package io.dromedary.cli;

/** Sets up slf4j-simple, which reads its settings once, when the first logger is made. */
final class Logging {

    private static final String PROVIDER = "slf4j.provider";
    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(boolean verbose) {
        if (System.getProperty(PROVIDER) == null) {
            // Otherwise SLF4J looks into every jar for it.
            System.setProperty(PROVIDER, "org.slf4j.simple.SimpleServiceProvider");
            System.setProperty("slf4j.internal.verbosity", "WARN");
        }
        set("defaultLogLevel", verbose ? "info" : "warn");
        if (verbose) {
            // Not for the one warning in a thousand runs: the calendars and locales behind it slow down each of them.
            set("showDateTime", "true");
            set("dateTimeFormat", "yyyy-MM-dd HH:mm:ss");
        }
        set("levelInBrackets", "true");
        set("showThreadName", "false");
        set("showLogName", Boolean.toString(verbose));
        // A pattern that is none is told by the option that it was given for.
        set("log.org.eclipse.jgit", "off");
        if (!verbose) {
            // What Camel says of a failed exchange comes with a stack trace; FailureReporter says it on one line.
            set("log.org.apache.camel", "error");
            set("log.org.apache.camel.processor.errorhandler", "off");
            set("log.org.apache.camel.main", "off");
        }
    }

    private static void set(String name, String value) {
        if (System.getProperty(PREFIX + name) == null) {
            System.setProperty(PREFIX + name, value);
        }
    }
}
