package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Model.OptionSpec;

/** What a person finds out about the options without running the program, and by asking it for help. */
@DisabledOnOs(OS.WINDOWS)
class ShellFilesTest {

    private static final String BASH = "bash-completion/completions/dromedary";
    private static final String FISH = "fish/vendor_completions.d/dromedary.fish";
    private static final String MAN = "man/man1/dromedary.1";
    private static final String ZSH = "zsh/site-functions/_dromedary";

    /** Another spelling, for those who know it. */
    private static final String ONLY_IN_THE_MANUAL = "--time-interval";

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        ShellFiles.main(folder.toString(), "1.2.3");
    }

    @Test
    void eachOptionIsInEachOfThem() throws IOException {
        String manual = text(MAN).replace("\\-", "-");
        List<String> names = names();
        assertThat(names).hasSizeGreaterThan(40);
        for (String name : names) {
            assertThat(manual).contains("\\fB" + name + "\\fR");
            assertThat(text(BASH)).containsPattern("[ ']" + name + "[ ']");
            assertThat(text(ZSH)).containsPattern("[)*]" + name + "[+=]?\\[");
            String dashless = name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1);
            assertThat(text(FISH)).contains(" " + dashless + " ");
        }
        assertThat(text(MAN)).contains("Dromedary 1.2.3");
    }

    @Test
    void theHelpHasEachOptionOnceOnOneScreen() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HelpScreen.print(Screen.PIPE, new PrintStream(out));
        List<String> lines = out.toString().lines().toList();

        assertThat(lines).hasSizeBetween(24, 62).allMatch(line -> line.length() <= 100);
        List<String> shown = HelpScreen.sections().stream()
                .flatMap(section -> section.options().stream())
                .toList();
        List<String> expected = new ArrayList<>(names());
        expected.remove(ONLY_IN_THE_MANUAL);
        assertThat(shown).containsExactlyInAnyOrderElementsOf(expected);
        for (Offer offer : Offer.all()) {
            String name = offer.names().stream()
                    .filter(shown::contains)
                    .reduce((a, b) -> b)
                    .orElseThrow();
            assertThat(out.toString()).containsPattern(name + "[^;\\n]*?" + Pattern.quote(offer.label()));
        }
    }

    @Test
    void coloursOfTheHelpLeaveItsTextAlone() {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        ByteArrayOutputStream coloured = new ByteArrayOutputStream();
        HelpScreen.print(Screen.PIPE, new PrintStream(plain));
        HelpScreen.print(new Screen(true, true), new PrintStream(coloured));

        assertThat(coloured.toString()).contains("\u001B[32m--once\u001B[m", "\u001B[1mSafety");
        assertThat(coloured.toString().replaceAll("\u001B\\[[0-9]*m", "")).isEqualTo(plain.toString());
    }

    @Test
    void theManualIsGoodRoff() throws Exception {
        assumeThere("groff");

        String problems =
                run("groff", "-man", "-ww", "-Tutf8", "-z", folder.resolve(MAN).toString());

        assertThat(problems).isEmpty();
    }

    @Test
    void bashCompletesTheLine() throws Exception {
        assumeThere("bash");
        Path script = Files.writeString(folder.resolve("complete"), """
                source '%s'
                compopt() { :; }
                cd '%s' && mkdir 'a folder' && touch 'a file'
                complete_line() {
                    COMP_WORDS=(dromedary "$@") COMP_CWORD=$#
                    _dromedary
                    (IFS='|'; echo "${COMPREPLY[*]}")
                }
                complete_line --dr
                complete_line --once --no-
                complete_line --log-format j
                complete_line --compare = f
                complete_line --log-format =
                complete_line -s a
                complete_line --log-file a
                complete_line --interval 1
                """.formatted(folder.resolve(BASH), folder));

        assertThat(run("bash", "--norc", script.toString()).lines())
                .containsExactly(
                        "--dry-run",
                        "--no-owner|--no-perms|--no-times",
                        "json",
                        "full",
                        "text|json",
                        "a folder",
                        "a file|a folder",
                        "");
    }

    @Test
    void otherShellsCanReadTheirs() throws Exception {
        assumeThere("zsh", "fish");
        assertThat(run("zsh", "-fn", folder.resolve(ZSH).toString())).isEmpty();
        assertThat(run("fish", "-n", folder.resolve(FISH).toString())).isEmpty();
    }

    private static List<String> names() {
        return new Options()
                .spec().options().stream()
                        .filter(option -> !option.hidden())
                        .map(OptionSpec::names)
                        .flatMap(Stream::of)
                        .toList();
    }

    private static void assumeThere(String... programs) {
        for (String program : programs) {
            boolean there = Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
            assumeTrue(there, program + " is not installed");
        }
    }

    private String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes());
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    private String text(String file) throws IOException {
        return Files.readString(folder.resolve(file));
    }
}
