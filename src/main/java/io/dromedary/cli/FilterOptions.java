package io.dromedary.cli;

import io.dromedary.Patterns;
import io.dromedary.Sizes;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what of a source takes part. */
final class FilterOptions extends OptionGroup {

    /** A pattern, and its place among those of both options. */
    private record Given(int place, String option, String text) {}

    private final OptionSpec exclude = add(repeated("PATTERN", "--exclude")
            .auxiliaryTypes(Given.class)
            .converters(text -> give("exclude", text))
            .description("Leave out what matches, as in a .gitignore. May be given again."));

    private final OptionSpec include = add(repeated("PATTERN", "--include")
            .auxiliaryTypes(Given.class)
            .converters(text -> give("include", text))
            .description("Take what matches all the same: the last pattern that matches wins."));

    private final OptionSpec filterFile = add(valued("FILE", "--filter-file")
            .description("Patterns like a .gitignore, which come before those of the options."));

    private final OptionSpec minSize = add(
            valued("SIZE", "--min-size").description("Leave out smaller files: bytes, or 500K, 10M, 1.5G (no limit)."));

    private final OptionSpec maxSize = add(
            valued("SIZE", "--max-size").description("Leave out larger files: bytes, or 500K, 10M, 1.5G (no limit)."));

    private final OptionSpec deleteExcluded = add(flag("--delete-excluded")
            .description("Remove from the replica what is left out, which otherwise stays as it is."));

    private int places;

    private Given give(String option, String text) {
        return new Given(places++, option, text);
    }

    /**
     * The filter that these options describe.
     *
     * @param folder where relative paths begin
     * @throws IllegalArgumentException if a value is none, or the file cannot be read, naming the option
     */
    Filter toFilter(Path folder) {
        List<PathPattern> patterns = new ArrayList<>();
        if (filterFile.getValue() != null) {
            patterns.addAll(
                    Patterns.read("filter-file", folder.resolve(Paths.parse("filter-file", filterFile.getValue()))));
        }
        Stream.concat(given(exclude), given(include))
                .sorted(Comparator.comparingInt(Given::place))
                .forEach(given -> patterns.add(pattern(given)));
        long least = minSize.getValue() == null ? 0 : Sizes.parse("min-size", minSize.getValue());
        long most = maxSize.getValue() == null ? Long.MAX_VALUE : Sizes.parse("max-size", maxSize.getValue());
        return new Filter(patterns, least, most, deleteExcluded.getValue());
    }

    private static Stream<Given> given(OptionSpec option) {
        List<Given> values = option.getValue();
        return values == null ? Stream.empty() : values.stream();
    }

    private static PathPattern pattern(Given given) {
        Paths.checkSpelled(given.option(), given.text());
        return given.option().equals("include")
                ? Patterns.including(given.option(), given.text())
                : Patterns.excluding(given.option(), given.text());
    }
}
