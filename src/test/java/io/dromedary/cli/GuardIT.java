package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dromedary.cli.Program.Ended;
import io.dromedary.cli.Program.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What the guard refuses, and what lets it pass. */
@Execution(ExecutionMode.CONCURRENT)
class GuardIT {

    private static final Pattern PLAN = Pattern.compile("or allow this very plan with --confirm ([0-9a-f]{8})");
    private static final int SECONDS_TO_STOP = 5;

    @TempDir
    Path home;

    private Program program;
    private Map<String, String> sample;

    @BeforeEach
    void makeSource() throws IOException {
        program = new Program(home);
        sample = Folder.sample(program.work("source"));
    }

    @AfterEach
    void end() {
        program.close();
    }

    /** Runs what has to be refused, and gives what it says. */
    private String refused(String... arguments) throws IOException {
        Map<String, String> before = Folder.read(program.work("replica"));
        Ended ended = program.run(arguments);
        assertThat(ended.code()).as(ended.err()).isEqualTo(3);
        assertThat(ended.errLines()).singleElement().asString().contains("[WARN]: Pass refused: ");
        assertThat(Files.readString(program.work("log.txt"))).endsWith(ended.err());
        assertThat(Folder.read(program.work("replica"))).isEqualTo(before);
        return ended.err();
    }

    private static String planOf(String refusal) {
        Matcher plan = PLAN.matcher(refusal);
        assertThat(plan.find()).as(refusal).isTrue();
        return plan.group(1);
    }

    @Test
    void aConfirmedPlanIsMadeAndAnotherOneIsRefused() throws IOException {
        Folder.write(program.work("replica"), Map.of("x", "one", "gone/y", "two", "gone/z", "three"));
        String refusal = refused("--once", "--max-delete", "2");
        assertThat(refusal)
                .contains("3 of 3 files in the replica would be deleted (gone, x), more than --max-delete 2");
        String plan = planOf(refusal);
        Ended look = program.run("--dry-run", "--max-delete", "2");
        assertThat(look.err()).contains("the guard would refuse this pass: 3 of 3 files");
        assertThat(planOf(look.err())).isEqualTo(plan);

        // As long as before, and no newer than what was the newest.
        FileTime then = FileTime.from(Instant.parse("2001-02-03T04:05:06Z"));
        Files.setLastModifiedTime(program.work("replica/gone/y"), then);
        String other = planOf(refused("--once", "--max-delete", "2", "--confirm", plan));
        assertThat(other).isNotEqualTo(plan);
        assertThat(planOf(refused("--once", "--max-delete", "2"))).isEqualTo(other);

        Ended allowed = program.run("--once", "--max-delete", "2", "--confirm", other);
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);
    }

    @Test
    void aDryRunSaysWhetherAConfirmationWouldDo() throws IOException {
        Folder.write(program.work("replica"), Map.of("x", "", "y", ""));
        String plan = planOf(program.run("--dry-run", "--max-delete", "1").err());

        Ended right = program.run("--dry-run", "--max-delete", "1", "--confirm", plan);
        Ended wrong = program.run("--dry-run", "--max-delete", "1", "--confirm", "00000000");

        assertThat(right.code()).isZero();
        assertThat(right.errLines())
                .singleElement()
                .asString()
                .contains("--confirm " + plan + " allows this pass, which the guard would refuse: 2 of 2 files");
        assertThat(wrong.code()).isZero();
        assertThat(wrong.err()).contains("the guard would refuse this pass: 2 of 2 files", "--confirm " + plan);
        assertThat(Folder.read(program.work("replica"))).containsOnlyKeys("x", "y");
    }

    @Test
    void moreUpdatesThanAllowedAreRefusedUntilTheyAreConfirmed() throws IOException {
        program.run("--once");
        for (String file : List.of("a", "a.txt", "a-b/x")) {
            Files.writeString(program.work("source").resolve(file), "encrypted");
        }
        Files.writeString(program.work("source/new"), "new");

        String refusal = refused("--once", "--max-update", "2");
        assertThat(refusal).contains("3 of 7 files in the replica would be updated (a, a-b/x, a.txt), more than");
        refused("--once", "--max-update", "40%");

        Ended allowed = program.run("--once", "--max-update", "2", "--confirm", planOf(refusal));
        assertThat(allowed.code()).as(allowed.err()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }

    @Test
    void aSourceWithoutItsMarkerIsRefusedWhateverIsConfirmed() throws IOException {
        program.run("--once");
        Files.writeString(program.work("source/a"), "changed");

        assertThat(refused("--once", "--require", "disk/.mounted", "--confirm", "00000000"))
                .contains("the source has no disk/.mounted, which --require names; check that the source is mounted")
                .doesNotContain("--confirm");
        assertThat(program.run("--dry-run", "--require", "disk/.mounted").err()).contains("no disk/.mounted");

        Folder.write(program.work("source"), Map.of("disk/.mounted", ""));
        assertThat(program.run("--once", "--require", "disk/.mounted").code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }

    @Test
    void aConfirmationAllowsTheOneJobThatHasThisPlan() throws IOException {
        Files.createDirectory(program.work("bare"));
        Folder.write(program.work("one"), Map.of("x", "", "y", ""));
        Folder.write(program.work("two"), Map.of("x", "", "y", ""));
        for (String file : List.of("x", "y")) {
            Files.setLastModifiedTime(
                    program.work("two").resolve(file),
                    Files.getLastModifiedTime(program.work("one").resolve(file)));
        }
        Files.writeString(program.work("jobs.yaml"), """
                one: {source: bare, replica: one, log-file: one.log}
                two: {source: bare, replica: two, log-file: two.log}
                """);
        assertThat(program.run("--once", "--jobs", "jobs.yaml").code()).isEqualTo(3);
        String plan = planOf(Files.readString(program.work("one.log")));

        Ended ended = program.run("--once", "--jobs", "jobs.yaml", "--confirm", plan);

        assertThat(ended.code()).isEqualTo(3);
        assertThat(Folder.read(program.work("one"))).isEmpty();
        assertThat(Folder.read(program.work("two"))).containsOnlyKeys("x", "y");
    }

    @Test
    void theLimitsOfAJobAreKeysOfAJobsFile() throws IOException {
        Folder.write(program.work("replica"), Map.of("a", "older", "a.txt", "older"));
        Files.writeString(program.work("jobs.properties"), """
                changed.source=source
                changed.replica=replica
                changed.log-file=changed.log
                changed.max-update=1
                unmounted.source=source
                unmounted.replica=other
                unmounted.log-file=unmounted.log
                unmounted.require=.mounted
                """);

        Ended ended = program.run("--once", "--jobs", "jobs.properties");

        assertThat(ended.code()).isEqualTo(3);
        assertThat(Files.readString(program.work("changed.log")))
                .contains("2 of 2 files in the replica would be updated");
        assertThat(Files.readString(program.work("unmounted.log"))).contains("the source has no .mounted");
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Map.of("a", "older", "a.txt", "older"));
        assertThat(program.work("other")).doesNotExist();
    }

    @Test
    void aServiceRefusesEachPassAndGoesOnWhenTheSourceIsBack() throws IOException {
        Files.writeString(program.work("source/.mounted"), "");
        Map<String, String> all = new TreeMap<>(Folder.read(program.work("source")));
        Running running = program.start("-i", "0.5", "--require", ".mounted");
        eventually(() -> assertThat(Folder.read(program.work("replica"))).isEqualTo(all));

        Files.move(program.work("source"), program.work("away"));
        Files.createDirectory(program.work("source"));
        eventually(() -> assertThat(running.err().lines().filter(line -> line.contains("the source has no .mounted")))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.contains("[WARN]: Pass refused: ")));
        assertThat(Folder.read(program.work("replica"))).isEqualTo(all);

        Files.delete(program.work("source"));
        Files.writeString(program.work("away/later"), "later");
        Files.move(program.work("away"), program.work("source"));
        all.put("later", "later");
        eventually(() -> assertThat(Folder.read(program.work("replica"))).isEqualTo(all));

        running.signal("TERM");
        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
    }

    @Test
    void aServiceWhoseSourceIsEmptiedRefusesEachPassAndGoesOnWhenItIsBack() throws IOException {
        Running running = program.start("-i", "0.5");
        eventually(() -> assertThat(Folder.read(program.work("replica"))).isEqualTo(sample));
        Files.move(program.work("source"), program.work("away"));
        Files.createDirectory(program.work("source"));
        eventually(() -> assertThat(running.err().lines().filter(line -> line.contains("the source is empty, and ")))
                .hasSizeGreaterThan(2)
                .allMatch(line -> line.contains("[WARN]: Pass refused: ")));
        assertThat(Folder.read(program.work("replica"))).isEqualTo(sample);

        Files.delete(program.work("source"));
        Files.writeString(program.work("away/later"), "later");
        Files.move(program.work("away"), program.work("source"));
        eventually(() -> assertThat(program.work("replica/later")).hasContent("later"));

        running.signal("TERM");
        assertThat(running.await(SECONDS_TO_STOP).code()).isZero();
        assertThat(Folder.read(program.work("replica"))).isEqualTo(Folder.read(program.work("source")));
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .ignoreExceptions()
                .untilAsserted(assertion);
    }
}
