package io.dromedary.cli;

import io.dromedary.cli.HelpScreen.Section;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/**
 * An option, as a shell offers it and the manual tells of it.
 *
 * @param names with their dashes, one-letter names first
 * @param label what its value is called, or nothing if it has none
 * @param text what it does, in sentences
 * @param repeated whether it may be given again
 */
record Offer(List<String> names, String label, String text, boolean repeated) {

    /** What may stand for a value. */
    enum Value {
        NONE,
        FOLDER,
        FILE,
        /** One of a few words. */
        WORD,
        OTHER
    }

    private static Offer of(OptionSpec option) {
        String text = String.join(" ", option.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(option.defaultValue()))
                .replace("%%", "%");
        String label = option.arity().max() == 0 ? "" : option.paramLabel();
        return new Offer(List.of(option.names()), label, text, option.isMultiValue());
    }

    /** All options, in the order of the help. */
    static List<Offer> all() {
        return HelpScreen.sections().stream().flatMap(Offer::in).toList();
    }

    /** The options under one heading. */
    static Stream<Offer> in(Section section) {
        Map<String, OptionSpec> known = new Options().spec().optionsMap();
        return section.options().stream().map(known::get).distinct().map(Offer::of);
    }

    Value value() {
        return switch (label) {
            case "" -> Value.NONE;
            case "DIR" -> Value.FOLDER;
            case "FILE", "PATH" -> Value.FILE;
            default -> label.equals(label.toUpperCase(Locale.ROOT)) ? Value.OTHER : Value.WORD;
        };
    }

    /** The words of which one may stand for a value. */
    List<String> words() {
        return List.of(label.split("\\|"));
    }

    /** The first sentence, without its full stop. */
    String summary() {
        return text.split("\\.(?: |$)", 2)[0];
    }

    static boolean isShort(String name) {
        return !name.startsWith("--");
    }
}
