package io.dromedary.cli;

import io.dromedary.cli.Screen.Tone;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What {@code --help} shows: all options on one screen, by what they are for. It is written by hand, because what fits on
 * a screen, and which options belong on one line, is a matter of taste; tests hold it against the options that there are.
 * The man page has the same sections, and says more.
 */
final class HelpScreen {

    static final String HEADER = "Keeps a replica folder an exact copy of a source folder, one way, again and again.";

    static final List<String> SYNOPSIS = List.of(
            "dromedary [OPTIONS] SOURCE REPLICA INTERVAL LOG",
            "dromedary [OPTIONS] [-s SOURCE] [-r REPLICA] [-i INTERVAL] [-l LOG]");

    private static final String OPTIONS = """
            Folders (what holds without an option is in parentheses)
              -s, --source DIR                    what is copied (source)
              -r, --replica DIR                   what becomes the same, created when missing (replica)
                  --jobs FILE                     several jobs, from a YAML or properties file
            When, and how fast
              -i, --interval TIME                 from one pass to the next: 10, 90s, 1h30m, 2 days (10)
                  --schedule CRON                 at these times instead: "0 2 * * *", @daily
                  --window TIME-TIME              begin passes in these hours only: 22:00-06:00 (always)
                  --schedule-zone ZONE            of both, such as Europe/Berlin (the system's)
                  --once                          one pass, then exit
                  --watch                         as soon as something changes, too
                  --compare md5|full|time         hash what may have changed, everything, nothing (md5)
                  --threads N, --bwlimit RATE     files at a time (one a processor); bytes a second (no limit)
            What takes part
                  --exclude, --include PATTERN    leave out, take what matches, as in .gitignore; the last wins
                  --filter-file FILE              such patterns, line by line, which come first
                  --min-size, --max-size SIZE     leave out smaller, larger files: 4096, 500K, 10M, 1.5G
                  --delete-excluded               remove from the replica what is left out
              -L, --follow                        copy what links in the source point to
              -x, --one-file-system               stay on the source's file system
            Safety
                  --max-delete, --max-update N|P% refuse to delete (50%), to update (no limit) more files
                  --require FILE                  refuse a pass unless this stands in the source
                  --confirm PLAN, --accept PATH   allow a refused plan; take a file that seems rotten as good
                  --trash DIR, --trash-keep TIME  keep what is overwritten or removed (no), so long (30d)
                  --scrub-interval TIME           read every file once in this time, to find rot (never)
                  --durable                       force what was done to disk before the log says so
            Metadata
              -H, --hard-links                    keep which files are hard links of each other
              -A, --acls, -X, --xattrs            keep access control lists, extended attributes (Linux)
              --no-owner, --no-perms, --no-times  leave owners and groups, permissions, times out
            Looking
              -n, --dry-run                       print what a pass would do, change nothing, exit
                  --check                         read both sides, print each difference, change nothing, exit
            Asking a running instance (and exit)
                  --status                        tell how its jobs stand; without it, how they stood
                  --now, --pause, --resume        have it make a pass at once; make none; go on
                  --json                          print this, and what is looked at, as JSON Lines
            In the browser
                  --http PORT                     serve a status page, health and metrics; 0: any port
                  --http-bind ADDR                on this address, with a token (127.0.0.1)
                  --http-read-only                where nobody may ask for anything
            Process
              -l, --log-file FILE                 the audit log, appended (log.txt)
                  --log-format text|json          json: one object a line (text)
                  --state-dir DIR                 index, journal and lock (the user's state folder)
                  --routes DIR                    route definitions (../routes beside the program, or its own)
                  --dev                           take up what is saved there while running
              -q, --quiet, -v, --verbose          on the console: warnings only; more, with stack traces
              -h, --help, -V, --version           show this; show the version
            """;

    static final String EXIT_CODES = """
            Exit codes: 0 in sync; 1 some paths could not be read or written, or --check found differences;
            2 bad arguments; 3 refused by the guard; 4 could not run; 130, 143 --once interrupted
            """;

    private static final Pattern OPTION = Pattern.compile("(?<=[ ,])--?[A-Za-z][a-z-]*(?=[ ,])");

    private HelpScreen() {}

    /** Options under a common heading, in the order in which they are shown, each by the name that is shown last. */
    record Section(String heading, List<String> options) {}

    static List<Section> sections() {
        List<Section> sections = new ArrayList<>();
        for (String line : OPTIONS.split("\n")) {
            if (!line.startsWith(" ")) {
                sections.add(new Section(line.replaceFirst(" \\(.*", ""), new ArrayList<>()));
            } else {
                List<String> shown = sections.get(sections.size() - 1).options();
                OPTION.matcher(line).results().forEach(name -> shown.add(name.group()));
            }
        }
        return sections;
    }

    static void print(Screen screen, PrintStream out) {
        out.println(HEADER);
        out.println();
        SYNOPSIS.forEach(out::println);
        for (String line : OPTIONS.split("\n")) {
            out.println(
                    line.startsWith(" ")
                            ? OPTION.matcher(line).replaceAll(name -> screen.paint(Tone.GOOD, name.group()))
                            : screen.paint(Tone.HEADING, line));
        }
        out.println();
        EXIT_CODES.lines().forEach(out::println);
        out.flush();
    }
}
