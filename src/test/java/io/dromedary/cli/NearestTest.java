package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {

    private static final List<String> KNOWN =
            List.copyOf(new Options().spec().optionsMap().keySet());

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource({
        "--dryrun, --dry-run",
        "--dry_run, --dry-run",
        "--Dry-Run, --dry-run",
        "-dry-run, --dry-run",
        "--intervall, --interval",
        "--intreval, --interval",
        "--sorce, --source",
        "--soruce=/data, --source",
        "--onec, --once",
        "-once, --once",
        "--max-deletes, --max-delete",
        "--maxdelete=5, --max-delete",
        "--exclude-from, --exclude",
        "--one-file, --one-file-system",
        "--hardlinks, --hard-links",
        "--hlep, --help",
        "-R, -r"
    })
    void aSlipIsUnderstood(String typed, String meant) {
        assertThat(Nearest.of(typed, KNOWN)).containsExactly(meant);
    }

    @Test
    void severalThatAreAsNearAreAllNamed() {
        assertThat(Nearest.of("--no-wner", KNOWN)).containsExactly("--no-owner");
        assertThat(Nearest.of("--no-", List.of("--no-owner", "--no-perms", "--no-times")))
                .isEmpty();
        assertThat(Nearest.of("--max-", KNOWN)).containsExactly("--max-delete", "--max-size", "--max-update");
        assertThat(Nearest.question("--mix-size", KNOWN)).isEqualTo("; did you mean --max-size or --min-size?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--frobnicate", "-z", "--", "-", "--a", "--archive", "--move"})
    void anotherWordIsNotGuessedAt(String typed) {
        assertThat(Nearest.question(typed, KNOWN)).isEmpty();
    }
}
