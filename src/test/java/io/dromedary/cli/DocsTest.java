package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.camel.Headers;
import io.dromedary.operator.AlarmHeaders;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation shows is what is tested. */
class DocsTest {

    private static final Pattern CODE = Pattern.compile("```(?:xml|yaml|java|properties)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern HEADER = Pattern.compile("(?m)^\\| `(dromedary\\w+)` \\| ");

    @Test
    void theCodeOfEmbedIsThatOfTheApplications() throws IOException {
        String applications = "";
        try (Stream<Path> files = Files.walk(Path.of("src/it"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                applications += Files.readString(file);
            }
        }
        List<String> shown = all(CODE, "docs/embed.md");
        assertThat(shown).hasSizeGreaterThan(5);
        for (String code : shown) {
            String asWritten = code.replaceAll("<version>[0-9.]+</version>", "<version>@project.version@</version>");
            assertThat(applications).contains(asWritten);
        }
    }

    @Test
    void extendNamesEveryHeader() throws Exception {
        List<String> headers = new ArrayList<>();
        List<Field> fields = new ArrayList<>(List.of(AlarmHeaders.class.getFields()));
        fields.addAll(List.of(Headers.class.getFields()));
        for (Field field : fields) {
            if (Modifier.isStatic(field.getModifiers())) {
                headers.add((String) field.get(null));
            }
        }
        assertThat(all(HEADER, "docs/extend.md")).containsExactlyElementsOf(headers);
    }

    private static List<String> all(Pattern pattern, String page) throws IOException {
        return pattern.matcher(Files.readString(Path.of(page)))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }
}
