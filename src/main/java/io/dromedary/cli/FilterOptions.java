package io.dromedary.cli;

import io.dromedary.tree.Failure;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Model.OptionSpec;

/** The options that say what of a source takes part. */
final class FilterOptions extends OptionGroup {

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

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
            patterns.addAll(read(folder.resolve(Paths.parse("filter-file", filterFile.getValue()))));
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
        boolean include = given.option().equals("include");
        // A comment makes sense in a file only.
        String literal = given.text().startsWith("#") ? "\\" + given.text() : given.text();
        Paths.checkSpelled(given.option(), literal);
        if (!include || !literal.startsWith("!")) {
            try {
                return PathPattern.of(include ? "!" + literal : literal);
            } catch (IllegalArgumentException e) {
                // Told below, in the words of the option.
            }
        }
        throw new IllegalArgumentException(given.option() + " must be a pattern as in a .gitignore"
                + (include ? ", without the !" : "") + ": " + given.text());
    }

    private static List<PathPattern> read(Path file) {
        String name = "filter-file " + PathText.of(file);
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IllegalArgumentException(name + " is not there", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(name + " cannot be read: " + Failure.inWords(e), e);
        }
        List<PathPattern> patterns = new ArrayList<>();
        int number = 1;
        for (byte[] line : lines(bytes)) {
            if (line.length > 0 && line[0] != '#') {
                try {
                    patterns.add(PathPattern.of(line));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + " line " + number + ": " + e.getMessage(), e);
                }
            }
            number++;
        }
        return patterns;
    }

    /** The lines as bytes, because a name may hold any. */
    private static List<byte[]> lines(byte[] bytes) {
        List<byte[]> lines = new ArrayList<>();
        int from = Arrays.mismatch(bytes, BYTE_ORDER_MARK) == BYTE_ORDER_MARK.length ? BYTE_ORDER_MARK.length : 0;
        while (from < bytes.length) {
            int end = from;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            boolean returned = end > from && bytes[end - 1] == '\r';
            lines.add(Arrays.copyOfRange(bytes, from, returned ? end - 1 : end));
            from = end + 1;
        }
        return lines;
    }
}
