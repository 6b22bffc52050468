package io.dromedary.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Trees;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns with the meaning that the page gitignore(5) gives them. A path that ends with a slash is a folder's. */
class FilterPatternsTest {

    @ParameterizedTest(name = "{0}: {1}, but not {2}")
    @CsvSource(delimiter = ';', textBlock = """
                    hello.*; hello.c sub/hello.c hello.d/ hello.d/x; hello hell.c
                    /hello.*; hello.txt hello.c hello.d/x; a/hello.java
                    foo/; foo/ foo/x a/foo/ a/foo/b/x; foo a/foo
                    doc/frotz; doc/frotz doc/frotz/ doc/frotz/x; a/doc/frotz frotz doc
                    doc/frotz/; doc/frotz/ doc/frotz/x; a/doc/frotz/ doc/frotz
                    frotz/; frotz/ a/frotz/; frotz
                    foo/*; foo/test.json foo/bar/ foo/bar/hello.c; foo/ a/foo/x
                    **/foo; foo a/foo a/b/foo a/foo/x; foobar a/barfoo
                    **/foo/bar; foo/bar a/foo/bar; bar foo/a/bar
                    abc/**; abc/x abc/d/ abc/d/x; abc abc/ x/abc/y
                    a/**/b; a/b a/x/b a/x/y/b a/b/c; b a/x c/a/b
                    *.o; x.o a/b.o .o; x.obj o x.o.c
                    a*c; ac abc abbbc x/abc; abcd a/c
                    [ab].txt; a.txt x/b.txt; c.txt ab.txt .txt
                    [!ab].txt; c.txt; a.txt b.txt
                    [a-c]x; ax bx cx; dx -x
                    [[:digit:]]; 7 a/0; a 77
                    ?; a é b/c 🐪; ab
                    a?b; a.b aéb; ab a/b
                    \\#x; #x; x
                    \\!x; !x a/!x; x
                    \\*; *; a **
                    x y; x y/ ; xy
                    {a,b}; {a,b}; a b
                    a+b(c)^$; a+b(c)^$; aab
                    A; A; a
                    """)
    void aPatternMatches(String pattern, String matched, String others) {
        Filter filter = filter(pattern);
        for (String path : words(pattern, matched)) {
            assertThat(excludes(filter, path)).as(path).isTrue();
        }
        for (String path : words(pattern, others)) {
            assertThat(excludes(filter, path)).as(path).isFalse();
        }
    }

    private static String[] words(String pattern, String paths) {
        return pattern.contains(" ") ? new String[] {paths} : paths.split(" ");
    }

    @Test
    void theLastPatternThatMatchesWins() {
        Filter filter = filter("*.txt", "!keep.txt", "/keep.txt");

        assertThat(excludes(filter, "a/x.txt")).isTrue();
        assertThat(excludes(filter, "a/keep.txt")).isFalse();
        assertThat(excludes(filter, "keep.txt")).isTrue();
    }

    @Test
    void nothingInAnExcludedFolderComesBack() {
        Filter filter = filter("build/", "!build/keep");

        assertThat(excludes(filter, "build/keep")).isTrue();
    }

    @Test
    void allButOneFolderIsExcludedAsTheManualShows() {
        Filter filter = filter("/*", "!/foo", "/foo/*", "!/foo/bar");

        assertThat(excludes(filter, "foo/")).isFalse();
        assertThat(excludes(filter, "foo/bar/x")).isFalse();
        assertThat(excludes(filter, "foo/other")).isTrue();
        assertThat(excludes(filter, "x/foo/bar")).isTrue();
    }

    @Test
    void blanksAtTheEndCountWhenTheyAreEscaped() {
        assertThat(excludes(filter("x  "), "x")).isTrue();
        assertThat(excludes(filter("x\\ "), "x ")).isTrue();
        assertThat(excludes(filter("x\\ "), "x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%FF", "a%FF", "%F0%9F%90%AA%80", "%C3", "%0A", "%E2%80%A8", "%C2%85", "%0D"})
    void aWildcardMatchesWhatIsNoTextOrEndsALine(String name) {
        Path odd = Trees.child(Path.of("folder"), name + ".bin");

        assertThat(filter("*.bin").excludes(odd, false)).isTrue();
        assertThat(filter("f*/*.b?n").excludes(odd, false)).isTrue();
        assertThat(filter("*[!x].bin").excludes(odd, false)).isTrue();
        assertThat(filter("?.bin", "??.bin").excludes(odd, false)).isTrue();
        assertThat(filter("x.bin", "*.txt", "*\uFFFD*").excludes(odd, false)).isFalse();
    }

    @Test
    void aLineOfAFileMayHoldBytesThatAreNoText() {
        byte[] line = "gr\u00FCn-*".getBytes(StandardCharsets.ISO_8859_1);
        Filter filter = new Filter(List.of(PathPattern.of(line)), 0, Long.MAX_VALUE, false);

        assertThat(filter.excludes(Trees.child(Path.of(""), "gr%FCn-1"), false)).isTrue();
        assertThat(filter.excludes(Path.of("gr\u00FCn-1"), false)).isFalse();
        assertThat(filter.excludes(Trees.child(Path.of(""), "gr%FDn-1"), false)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#comment", "[a", "a[", "!", "/", "!/", "//", " ", "a\\", "[[=a=]]"})
    void whatCanMatchNothingIsNoPattern(String line) {
        assertThatThrownBy(() -> PathPattern.of(line))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(line);
    }

    @Test
    void whatWasLeftUnfinishedInTheReplicaIsNeverExcludedThere() {
        Filter filter = new Filter(List.of(PathPattern.of("*.tmp"), PathPattern.of("x.o")), 5, 10, false);
        Entry large = new Entry(Kind.FILE, new Stamp(11, 0, 0, 0, 0), Access.NONE, null, 1, null);

        assertThat(filter.excludes(Path.of("a/.dromedary-1-2.tmp"), false)).isTrue();
        for (String ours : new String[] {"a/.dromedary-1-2.tmp", "a/.dromedary-1-2.tmp/x.o"}) {
            Path path = Path.of(ours);
            byte[] name = path.getFileName().toString().getBytes(StandardCharsets.US_ASCII);
            assertThat(filter.ofReplica().excludes(path, false)).isFalse();
            assertThat(filter.ofReplica().excludes(path, large)).isFalse();
            assertThat(filter.ofReplica().in(path.getParent()).excludes(name, large))
                    .isFalse();
        }
        assertThat(filter.ofReplica().excludes(Path.of("a/.dromedary"), large)).isTrue();
        assertThat(filter.ofReplica().excludes(Path.of("a/b.tmp"), false)).isTrue();
    }

    private static Filter filter(String... lines) {
        return new Filter(Stream.of(lines).map(PathPattern::of).toList(), 0, Long.MAX_VALUE, false);
    }

    private static boolean excludes(Filter filter, String path) {
        return filter.excludes(Path.of(path), path.endsWith("/"));
    }
}
