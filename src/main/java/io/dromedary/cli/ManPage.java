package io.dromedary.cli;

import io.dromedary.cli.HelpScreen.Section;
import java.util.List;
import java.util.stream.Collectors;

/** The manual, in the man macros of roff. */
final class ManPage {

    private static final String TEXT = """
            .TH DROMEDARY 1 "" "Dromedary %s" "User Commands"
            .SH NAME
            dromedary \\- keep a replica folder an exact copy of a source folder
            .SH SYNOPSIS
            .nf
            %s.fi
            .SH DESCRIPTION
            .B dromedary
            keeps a replica folder an exact copy of a source folder, one way, again and again.
            It compares by MD5 without hashing twice what has not changed, knows its whole plan before the first change, and refuses
            a plan that looks like an accident.
            What stands in the replica only is removed.
            .PP
            SOURCE, REPLICA, INTERVAL and LOG stand for the options
            .BR \\-\\-source ,
            .BR \\-\\-replica ,
            .B \\-\\-interval
            and
            .BR \\-\\-log\\-file ;
            either all four are given, or none.
            A time is a number of seconds, or something like 90s, 15m, 1h30m or "2 days".
            A size is a number of bytes, or something like 500K, 10M or 1.5G, in powers of 1024.
            .SH OPTIONS
            What holds without an option is in parentheses.
            %s.SH "EXIT STATUS"
            .TP
            .B 0
            Source and replica are in sync; a dry run, whatever it would do; a service that was told to stop.
            .TP
            .B 1
            The pass has finished, but some paths could not be read or written, or rot was found; or
            .B \\-\\-check
            found differences.
            .TP
            .B 2
            Bad arguments. Nothing was touched.
            .TP
            .B 3
            Refused by the guard. Nothing was touched.
            .TP
            .B 4
            Could not run: source, replica, log, state or routes cannot be used, or another instance holds the replica.
            .TP
            .BR 130 ", " 143
            .B \\-\\-once
            was interrupted by Ctrl\\-C or SIGTERM.
            .SH ENVIRONMENT
            .TP
            .BR DROMEDARY_SOURCE ", " DROMEDARY_LOG_FILE ", \\&..."
            Stand for the options of these names, unless they are given.
            Both win over
            .IR conf/application.properties .
            .TP
            .B NO_COLOR
            If it is set to anything, the terminal gets no colours.
            .TP
            .B TERM
            If it is
            .IR dumb ,
            the terminal gets what a file would.
            .TP
            .B JAVA_HOME
            Which Java runs the program. It must be Java 17 or later.
            .TP
            .B JAVA_OPTS
            Options for Java, such as
            .BR \\-Xmx1g .
            .SH FILES
            .TP
            .I ~/.local/state/dromedary
            Index, journal and lock of each replica.
            .TP
            .I conf/application.properties
            Settings, beside the folder of the program.
            .TP
            .I routes/*.camel.yaml
            The routes that make a pass, beside the folder of the program.
            .SH EXAMPLES
            .TP
            .B dromedary \\-\\-dry\\-run \\-s photos \\-r /backup/photos
            Show what a pass would do.
            .TP
            .B dromedary photos /backup/photos 15m photos.log
            Make a pass every quarter of an hour, until Ctrl\\-C.
            .TP
            .B dromedary \\-\\-check \\-\\-json \\-s photos \\-r /backup/photos
            Read both sides, and list every difference as JSON Lines.
            .SH "SEE ALSO"
            .BR rsync (1)
            .PP
            The folder
            .I docs
            of the distribution tells the rest.
            """;

    private ManPage() {}

    static String text(String version) {
        String synopsis =
                HelpScreen.SYNOPSIS.stream().map(line -> escape(line) + "\n").collect(Collectors.joining());
        String options = HelpScreen.sections().stream().map(ManPage::section).collect(Collectors.joining());
        return TEXT.formatted(escape(version), synopsis, options);
    }

    private static String section(Section section) {
        List<Offer> offers = Offer.in(section).toList();
        return ".SS \"" + escape(section.heading()) + "\"\n"
                + offers.stream().map(ManPage::option).collect(Collectors.joining());
    }

    private static String option(Offer offer) {
        String names = offer.names().stream()
                .map(name -> "\\fB" + escape(name) + "\\fR")
                .collect(Collectors.joining(", "));
        String label = offer.label().isEmpty() ? "" : " \\fI" + escape(offer.label()) + "\\fR";
        return ".TP\n" + names + label + "\n" + escape(offer.text()) + "\n";
    }

    /** A dash would become a hyphen, which nobody can copy; a dot or an apostrophe that begins a line, a command. */
    private static String escape(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("'", "\\(aq");
        return escaped.startsWith(".") ? "\\&" + escaped : escaped;
    }
}
