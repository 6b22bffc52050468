package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.Job;
import io.dromedary.JobStatus;
import io.dromedary.Phase;
import io.dromedary.Progress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ProgressTextTest {

    private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
    private static final long MIB = 1 << 20;

    private final ProgressText text = new ProgressText();

    @Test
    void aPassTellsHowFarItIs() {
        assertThat(show(120, 0, copying(0, 0, null))).isEqualTo("copying  0%  0/1000 files  0 bytes of 100 MiB");
        assertThat(show(120, 5, copying(500, 50, null)))
                .isEqualTo("copying  50%  500/1000 files  50 MiB of 100 MiB  10 MiB/s  5 s left");
        assertThat(show(120, 6, working(Phase.DELETING, 900, 100, null)))
                .startsWith("removing  96%  900/1000 files")
                .doesNotContain("left");
        assertThat(show(120, 7, working(Phase.FINISHING, 1000, 100, null))).startsWith("finishing  100%");
    }

    @Test
    void aLargeFileIsNamedByItsEndWhereThereIsNoRoom() {
        JobStatus status = copying(0, 0, "videos/2026/a file with a long name.mp4");
        assertThat(show(120, 0, status)).endsWith("MiB  videos/2026/a file with a long name.mp4 25%");
        assertThat(show(76, 0, status))
                .isEqualTo("copying  0%  0/1000 files  0 bytes of 100 MiB  ... with a long name.mp4 25%");
        assertThat(show(60, 0, status)).isEqualTo("copying  0%  0/1000 files  0 bytes of 100 MiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 20, 33, 40, 60, 79, 80, 100})
    void theLineIsShorterThanTheTerminalIsWide(int width) {
        // Each of these letters takes two columns.
        JobStatus status =
                copying(1, 3, "\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57\u6F22\u5B57.mp4");
        show(width, 0, status);

        for (String line : List.of(show(width, 5, status), show(width, 5, idle(7, false)))) {
            int wide = (int) line.chars().filter(c -> c > 0x2000).count();
            assertThat(line.length() + wide).as(line).isLessThan(Math.max(width, 1));
        }
    }

    @Test
    void whatMattersMostIsLeftOnAShortLine() {
        show(20, 0, copying(0, 0, "x"));
        assertThat(show(20, 5, copying(500, 50, "x"))).isEqualTo("50%  500/1000 files");
        assertThat(show(12, 5, copying(500, 50, null))).isEqualTo("50%");
    }

    @Test
    void untilThePlanIsMadeItTellsForHowLong() {
        JobStatus planning = status("default", Phase.PLANNING, false, null, null);

        assertThat(show(80, 0, planning)).isEqualTo("comparing");
        assertThat(show(80, 75, planning)).isEqualTo("comparing  1 min 15 s");
    }

    @Test
    void aServiceTellsOfItsNextPass() {
        assertThat(show(80, 0, idle(7, false))).isEqualTo("next pass in 7 s");
        assertThat(show(80, 0, idle(-3, false))).isEqualTo("next pass in 0 s");
        assertThat(show(80, 0, idle(7, true))).isEqualTo("paused");
        assertThat(show(80, 0, status("default", Phase.IDLE, false, null, null)))
                .isEmpty();
        assertThat(show(80, 0)).isEmpty();
    }

    @Test
    void ofSeveralJobsTheOneUnderWayIsShownOrTheNext() {
        JobStatus late = status("late", Phase.IDLE, false, START.plusSeconds(90), null);
        JobStatus soon = status("soon", Phase.IDLE, false, START.plusSeconds(9), null);
        JobStatus paused = status("off", Phase.IDLE, true, START.plusSeconds(1), null);
        JobStatus busy = status("busy", Phase.COPYING, false, null, progress(1, 1, null));

        assertThat(show(80, 0, late, soon, paused)).isEqualTo("soon:  next pass in 9 s  1 job paused");
        assertThat(show(80, 0, late, busy, busy))
                .startsWith("busy:  copying  0%  1/1000")
                .endsWith("(and 1 more)");
    }

    @Test
    void aSubtreeThatGrowsNeverPassesItsEnd() {
        assertThat(show(80, 0, copying(3000, 300, null)))
                .isEqualTo("copying  100%  3000/3000 files  300 MiB of 300 MiB");
    }

    @Test
    void theSpeedIsThatOfThisPassOnly() {
        show(120, 0, copying(0, 0, null));
        show(120, 5, copying(500, 50, null));
        Progress other = new Progress(START.plusSeconds(6), 0, 10, 0, MIB, null, 0, 0);

        assertThat(show(120, 6, status("default", Phase.COPYING, false, null, other)))
                .isEqualTo("copying  0%  0/10 files  0 bytes of 1.0 MiB");
    }

    private String show(int width, long second, JobStatus... jobs) {
        return text.of(List.of(jobs), START.plusSeconds(second), width);
    }

    private static JobStatus idle(long next, boolean paused) {
        return status("default", Phase.IDLE, paused, START.plusSeconds(next), null);
    }

    private static JobStatus copying(long files, long mebibytes, String file) {
        return working(Phase.COPYING, files, mebibytes, file);
    }

    private static JobStatus working(Phase phase, long files, long mebibytes, String file) {
        return status("default", phase, false, null, progress(files, mebibytes, file));
    }

    private static Progress progress(long files, long mebibytes, String file) {
        return new Progress(START, files, 1000, mebibytes * MIB, 100 * MIB, file, 25, 100);
    }

    private static JobStatus status(String name, Phase phase, boolean paused, Instant next, Progress progress) {
        JobOptions options = new JobOptions();
        new CommandLine(options.spec()).parseArgs();
        Job job = options.toJob(name, Path.of("").toAbsolutePath());
        return new JobStatus(job, phase, paused, null, null, null, next, false, progress, List.of(), 0, null, 0, 0);
    }
}
