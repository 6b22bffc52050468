package io.dromedary.cli;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Options that are declared together, each in a field that holds its value once the arguments are read. Help shows them
 * in the order of their fields.
 *
 * <p>Annotations would say the same, but to read them picocli has Java make proxy classes, at each start.
 */
abstract class OptionGroup {

    private final CommandSpec spec = CommandSpec.create();

    /** What the parser knows of these options. */
    final CommandSpec spec() {
        return spec;
    }

    /** An option that is either given or not: its value is a Boolean, never null. */
    static OptionSpec.Builder flag(String... names) {
        // Without the fallback a flag that the settings turn on would be turned off by giving it.
        return OptionSpec.builder(names).type(boolean.class).initialValue(false).fallbackValue("true");
    }

    /** An option with a text: its value is a String, or null if there is no default. */
    static OptionSpec.Builder valued(String label, String... names) {
        return OptionSpec.builder(names).type(String.class).paramLabel(label);
    }

    /** An option that may be given again, or with several values on lines of their own. */
    static OptionSpec.Builder repeated(String label, String... names) {
        return OptionSpec.builder(names)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .splitRegex("\\R")
                .hideParamSyntax(true)
                .paramLabel(label);
    }

    final OptionSpec add(OptionSpec.Builder declared) {
        OptionSpec option = declared.build();
        spec.addOption(option);
        return option;
    }
}
