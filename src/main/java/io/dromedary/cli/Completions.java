package io.dromedary.cli;

import io.dromedary.cli.Offer.Value;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What makes a shell complete the command line: options, and the values that it can know of. */
final class Completions {

    private static final String BASH = """
            # Completes the command line of dromedary in bash 4.1 and later.
            _dromedary() {
                local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]}
                # Bash takes --option=value for three words.
                if [[ $word == '=' ]]; then
                    word=
                elif [[ $before == '=' ]]; then
                    before=${COMP_WORDS[COMP_CWORD - 2]}
                fi
                COMPREPLY=()
                case $before in
            %s    esac
                if [[ $word == -* ]]; then
                    mapfile -t COMPREPLY < <(compgen -W '%s' -- "$word")
                else
                    compopt -o filenames
                    mapfile -t COMPREPLY < <(compgen -f -- "$word")
                fi
            }
            complete -F _dromedary dromedary
            """;

    private static final String ZSH = """
            #compdef dromedary
            # Completes the command line of dromedary in zsh.
            _arguments -s -S : \\
            %s  '1:source:_files -/' '2:replica:_files -/' '3:interval: ' '4:log:_files'
            """;

    private Completions() {}

    static String bash(List<Offer> offers) {
        String cases = Stream.of(
                        bashCase(
                                offers,
                                Value.FOLDER,
                                "compopt -o filenames\n            "
                                        + "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")"),
                        bashCase(
                                offers,
                                Value.FILE,
                                "compopt -o filenames\n            "
                                        + "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")"),
                        offers.stream()
                                .filter(offer -> offer.value() == Value.WORD)
                                .map(offer -> bashCase(
                                        List.of(offer),
                                        Value.WORD,
                                        "mapfile -t COMPREPLY < <(compgen -W '" + String.join(" ", offer.words())
                                                + "' -- \"$word\")"))
                                .collect(Collectors.joining()),
                        bashCase(offers, Value.OTHER, ":"))
                .collect(Collectors.joining());
        String all = offers.stream().flatMap(offer -> offer.names().stream()).collect(Collectors.joining(" "));
        return BASH.formatted(cases, all);
    }

    private static String bashCase(List<Offer> offers, Value value, String reply) {
        String names = offers.stream()
                .filter(offer -> offer.value() == value)
                .flatMap(offer -> offer.names().stream())
                .collect(Collectors.joining(" | "));
        return "        " + names + ")\n            " + reply + "\n            return\n            ;;\n";
    }

    static String zsh(List<Offer> offers) {
        return ZSH.formatted(offers.stream()
                .flatMap(offer -> offer.names().stream().map(name -> zshLine(offer, name)))
                .collect(Collectors.joining()));
    }

    private static String zshLine(Offer offer, String name) {
        // A name that may be given once rules out itself and the others.
        String once = offer.repeated() ? "*" : "(" + String.join(" ", offer.names()) + ")";
        String joint = offer.value() == Value.NONE ? "" : Offer.isShort(name) ? "+" : "=";
        String text = offer.summary().replaceAll("([\\[\\]:\\\\])", "\\\\$1");
        return "  '" + (once + name + joint + "[" + text + "]" + zshValue(offer)).replace("'", "'\\''") + "' \\\n";
    }

    private static String zshValue(Offer offer) {
        return switch (offer.value()) {
            case NONE -> "";
            case FOLDER -> ":folder:_files -/";
            case FILE -> ":file:_files";
            case WORD -> ":word:(" + String.join(" ", offer.words()) + ")";
            case OTHER -> ":" + offer.label() + ": ";
        };
    }

    static String fish(List<Offer> offers) {
        return "# Completes the command line of dromedary in fish.\n"
                + offers.stream().map(Completions::fishLine).collect(Collectors.joining());
    }

    private static String fishLine(Offer offer) {
        StringBuilder line = new StringBuilder("complete -c dromedary");
        for (String name : offer.names()) {
            line.append(Offer.isShort(name) ? " -s " : " -l ").append(name.replaceFirst("^--?", ""));
        }
        line.append(
                switch (offer.value()) {
                    case NONE -> "";
                    case FOLDER -> " -x -a '(__fish_complete_directories)'";
                    case FILE -> " -r -F";
                    case WORD -> " -x -a '" + String.join(" ", offer.words()) + "'";
                    case OTHER -> " -x";
                });
        String text = offer.summary().replaceAll("([\\\\'])", "\\\\$1");
        return line.append(" -d '").append(text).append("'\n").toString();
    }
}
