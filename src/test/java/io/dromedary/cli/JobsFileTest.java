package io.dromedary.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dromedary.Job;
import io.dromedary.audit.LogFormat;
import io.dromedary.plan.Amount;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Limits;
import io.dromedary.plan.MaxDelete;
import io.dromedary.tree.Filter;
import io.dromedary.tree.PathPattern;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JobsFileTest {

    @TempDir
    Path folder;

    @Test
    void aYamlFileAndAPropertiesFileSayTheSame() throws IOException {
        List<Job> yaml = read("jobs.yaml", """
                music:
                  source: in
                  replica: /out
                  interval: 15m
                  log-file: music.log
                  log-format: json
                  compare: full
                  max-delete: 10%
                  follow: true
                  one-file-system: true
                photos: {source: p, replica: q}
                """);
        List<Job> properties = read("jobs.properties", """
                music.source=in
                music.replica=/out
                music.interval=15m
                music.log-file=music.log
                music.log-format=json
                music.compare=full
                music.max-delete=10%
                music.follow=true
                music.one-file-system=true
                photos.source=p
                photos.replica=q
                """);

        assertThat(yaml).isEqualTo(properties);
        assertThat(yaml.get(0))
                .isEqualTo(new Job(
                        "music",
                        folder.resolve("in"),
                        Path.of("/out"),
                        Duration.ofMinutes(15),
                        folder.resolve("music.log"),
                        LogFormat.JSON,
                        Compare.FULL,
                        MaxDelete.parse("10%"),
                        true,
                        true,
                        io.dromedary.Pace.full()));
        assertThat(yaml.get(1).interval()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void whatTheGuardGoesByIsEachJobsOwn() throws IOException {
        List<Job> yaml = read("jobs.yaml", """
                a: {source: in, replica: out, max-delete: 5, max-update: 10%, require: disk/.mounted}
                b: {source: in, replica: q, max-update: 3}
                """);
        List<Job> properties = read("jobs.properties", """
                a.source=in
                a.replica=out
                a.max-delete=5
                a.max-update=10%
                a.require=disk/.mounted
                b.source=in
                b.replica=q
                b.max-update=3
                """);

        assertThat(yaml).isEqualTo(properties);
        assertThat(yaml.get(0).maxDelete()).isEqualTo(MaxDelete.parse("5"));
        assertThat(yaml.get(0).limits()).isEqualTo(new Limits(new Amount(10, true), Path.of("disk/.mounted")));
        assertThat(yaml.get(1).limits()).isEqualTo(new Limits(new Amount(3, false), null));
    }

    @Test
    void patternsAreAListOrLinesAndInclusionsComeLast() throws IOException {
        Files.writeString(folder.resolve("rules"), "*.bak\n");
        List<Job> yaml = read("jobs.yaml", """
                a: {source: in, replica: out, include: keep.o, exclude: ['*.o', '/tmp'], filter-file: rules, max-size: 1K}
                b:
                  source: in
                  replica: q
                  include: keep.o
                  filter-file: rules
                  max-size: 1024
                  exclude: |
                    *.o
                    /tmp
                c: {source: in, replica: r, exclude: []}
                """);
        Job properties = read("jobs.properties", """
                a.source=in
                a.replica=out
                a.include=keep.o
                a.exclude=*.o\\n/tmp
                a.filter-file=rules
                a.max-size=1K
                """).get(0);

        assertThat(yaml.get(0).filter())
                .isEqualTo(new Filter(
                        Stream.of("*.bak", "*.o", "/tmp", "!keep.o")
                                .map(PathPattern::of)
                                .toList(),
                        0,
                        1024,
                        false));
        assertThat(yaml.get(1).filter()).isEqualTo(yaml.get(0).filter());
        assertThat(properties.filter()).isEqualTo(yaml.get(0).filter());
        assertThat(yaml.get(2).filter()).isEqualTo(Filter.NONE);
    }

    @Test
    void everySpellingOfAnOptionIsAKey() throws IOException {
        Job job = read(
                        "jobs.yml",
                        "a: {s: in, r: out, time-interval: 60, l: x.log, L: true, x: false, H: true, X: true, no-perms: true}")
                .get(0);

        assertThat(job.interval()).isEqualTo(Duration.ofMinutes(1));
        assertThat(job.log()).isEqualTo(folder.resolve("x.log"));
        assertThat(job.followLinks()).isTrue();
        assertThat(job.oneFileSystem()).isFalse();
        assertThat(job.fidelity()).isEqualTo(new io.dromedary.plan.Fidelity(true, false, true, true, false, true));
    }

    @Test
    void theEnvironmentFillsInWhatAJobDoesNotSayButNeverItsFolders() throws IOException {
        Defaults defaults = new Defaults(
                Map.of("DROMEDARY_INTERVAL", "7", "DROMEDARY_COMPARE", "time", "DROMEDARY_REPLICA", "elsewhere"),
                new Properties());
        Path file = Files.writeString(folder.resolve("jobs.yaml"), "a: {source: in, replica: out, compare: full}");

        Job job = new JobsFile(file, defaults).read().get(0);

        assertThat(job.interval()).isEqualTo(Duration.ofSeconds(7));
        assertThat(job.compare()).isEqualTo(Compare.FULL);
        assertThat(job.replica()).isEqualTo(folder.resolve("out"));
    }

    @Test
    void aMistakeNamesFileJobAndKey() {
        assertMistake("a: {source: in, replica: out, intervall: 5}", "job a", "intervall", "did you mean interval?");
        assertMistake("a: {source: in, replica: out, jobs: x}", "job a", "unknown key jobs");
        assertMistake("a: {source: in}", "job a", "replica is missing");
        assertMistake("a: {r: out}", "job a", "source is missing");
        assertMistake("a:", "job a", "source is missing");
        assertMistake("a: 7", "job a", "map");
        assertMistake("a: {source: in, replica: out, interval: often}", "job a", "interval", "often");
        assertMistake("a: {source: in, replica: out, follow: perhaps}", "job a", "follow", "perhaps");
        assertMistake("a: {source: in, s: in, replica: out}", "job a", "source");
        assertMistake("a/b: {source: in, replica: out}", "a/b", "name");
        assertMistake("a: {source: [in], replica: out}", "job a", "source", "one value");
        assertMistake("a: {source: in, replica: out, exclude: [x, null]}", "job a", "exclude", "without a value");
        assertMistake("a: {source: in, replica: out, exclude: '[a'}", "job a", "exclude", "[a");
        assertMistake("a: {source: in, replica: out, filter-file: none}", "job a", "filter-file", "none");
        assertMistake("a: {source: in, replica: out, max-update: some}", "job a", "max-update", "some");
        assertMistake("a: {source: in, replica: out, require: /mounted}", "job a", "require", "/mounted");
        assertMistake("a: {source: in, replica: out, require: x/../../y}", "job a", "require", "x/../../y");
        assertMistake("a: {source: in, replica: out, confirm: 4f2a91c0}", "job a", "unknown key confirm");
        assertMistake("- a", "map");
        assertMistake("a: [", "YAML");
        assertMistake("", "no job");
    }

    private void assertMistake(String text, String... named) {
        assertThatThrownBy(() -> read("jobs.yaml", text))
                .as(text)
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .contains("jobs.yaml")
                .contains(named)
                .doesNotContain("\n");
    }

    private List<Job> read(String name, String text) throws IOException {
        Path file = Files.writeString(folder.resolve(name), text);
        return new JobsFile(file, new Defaults(Map.of(), new Properties())).read();
    }
}
