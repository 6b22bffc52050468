package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the page is made of: its own files, which make markup of nothing, and one library, as it was published. */
class PageFilesTest {

    private static final Path WEB = Path.of("src/main/resources/io/dromedary/web");
    private static final Path VENDOR = WEB.resolve("vendor");
    private static final Pattern MARKUP = Pattern.compile(
            "innerHTML|outerHTML|insertAdjacentHTML|document\\.write|setHTML|DOMParser|createContextualFragment|\\beval\\b|new Function");
    private static final Pattern INLINE =
            Pattern.compile("<style|\\sstyle=|\\son[a-z]+=|<script(?![^>]*\\ssrc=)|javascript:");
    private static final Pattern OTHER_HOST = Pattern.compile("(?:https?:)?//[a-z0-9]", Pattern.CASE_INSENSITIVE);
    private static final String NAMESPACE = "http://www.w3.org/2000/svg";
    private static final Pattern ASSET = Pattern.compile("(?:href|src)=\"assets/([^\"]+)\"");
    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]+)\"");

    @Test
    void aNameCanBecomeTextOnly() throws IOException {
        assertThat(own(".js"))
                .hasSizeGreaterThan(5)
                .allSatisfy((name, text) -> assertThat(text).doesNotContainPattern(MARKUP));
    }

    @Test
    void thePolicyOfThePageHasNothingToForbid() throws IOException {
        assertThat(own(".html"))
                .isNotEmpty()
                .allSatisfy((name, text) -> assertThat(text).doesNotContainPattern(INLINE));
    }

    @Test
    void noOtherHostIsNamed() throws IOException {
        for (String end : List.of(".js", ".html", ".css", ".svg")) {
            assertThat(own(end))
                    .isNotEmpty()
                    .allSatisfy((name, text) ->
                            assertThat(text.replace(NAMESPACE, "")).doesNotContainPattern(OTHER_HOST));
        }
    }

    @Test
    void whatThePageNamesIsThereAndNothingElse() throws IOException {
        String page = Files.readString(WEB.resolve("index.html"));
        String code = String.join("\n", own(".js").values());
        List<String> named = Stream.concat(found(ASSET, page), found(IMPORT, code))
                .distinct()
                .sorted()
                .toList();
        try (Stream<Path> files = Files.walk(WEB)) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(file -> WEB.relativize(file).toString().replace('\\', '/'))
                            .filter(name -> !name.equals("index.html") && !name.endsWith("LICENSE.txt")))
                    .containsExactlyInAnyOrderElementsOf(named);
        }
    }

    /** From uplot-1.6.32.tgz of the npm registry, byte by byte. */
    @Test
    void theChartLibraryIsTheOneThatWasPublished() throws IOException {
        assertThat(sha256("uPlot.iife.min.js"))
                .isEqualTo("19c8d4c6ad88929a79f4ae49d6f7161566dfd0ba3d15cc495e974f787eb78f1f");
        assertThat(sha256("uPlot.min.css"))
                .isEqualTo("df630c6a8d6f8eeaff264b50f73ce5b114f646ffd9a0bb74f049b0a00135fa04");
        assertThat(Files.readString(VENDOR.resolve("uPlot.iife.min.js"))).contains("(v1.6.32)");
        assertThat(Files.readString(VENDOR.resolve("uPlot-LICENSE.txt"))).contains("MIT", "Leon Sorokin");
    }

    private static Map<String, String> own(String end) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(WEB)) {
            for (Path file : files.filter(file -> file.toString().endsWith(end)).toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return texts;
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1));
    }

    private static String sha256(String name) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(Files.readAllBytes(VENDOR.resolve(name))));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
