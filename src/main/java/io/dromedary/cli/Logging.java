package io.dromedary.cli;

/** Sets up slf4j-simple, which reads its settings once, when the first logger is made. */
final class Logging {

    private static final String PREFIX = "org.slf4j.simpleLogger.";

    private Logging() {}

    static void configure(boolean verbose) {
        set("defaultLogLevel", verbose ? "info" : "warn");
        set("showDateTime", "true");
        set("dateTimeFormat", "yyyy-MM-dd HH:mm:ss");
        set("levelInBrackets", "true");
        set("showThreadName", "false");
        set("showLogName", Boolean.toString(verbose));
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
