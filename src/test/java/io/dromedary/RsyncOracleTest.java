package io.dromedary;

import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.audit.PassResult;
import io.dromedary.plan.Compare;
import io.dromedary.plan.Fidelity;
import io.dromedary.posix.Posix;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What another program makes of the same trees and the same changes of them. */
class RsyncOracleTest {

    /** Whether files get more than one name, which both programs then have to keep. */
    private static final boolean HARD_LINKS = true;

    private static final int TREES = LongForm.IS_RUN ? 500 : 6;

    private static final int ROUNDS = 6;
    private static final Fidelity ALL = new Fidelity(true, true, true, true, true, true);

    /** Another one each time would find more, and nobody could repeat it. */
    private static final long SEED = Long.getLong("dromedary.seed", 20_261_121);

    @Test
    void bothMakeTheSameOfEveryChange() {
        assumeTrue(Posix.find().isPresent(), "without native calls not all is kept that is compared here");
        assumeTrue(rsyncIsInstalled(), "the program to compare with, rsync, is not installed");
        for (int tree = 0; tree < TREES; tree++) {
            long seed = SEED + tree * 1000L;
            Trees.inScratch(scratch -> compare(scratch, seed));
        }
    }

    private static void compare(Path scratch, long seed) {
        Random random = new Random(seed);
        Bench usual = Bench.in(scratch).with(random.nextBoolean() ? Compare.MD5 : Compare.FULL);
        // By the usual clock what was just written may have been written again in the same moment.
        Bench bench = usual.with(usual.job().with(ALL)).with(random.nextBoolean() ? Bench.LATER : Clock.systemUTC());
        Path oracle = scratch.resolve("oracle");
        new RandomTree(make(bench.source()), seed, HARD_LINKS).grow(25);
        long theirs = random.nextBoolean() ? seed : seed + 500;
        int size = random.nextInt(2) * 20;
        new RandomTree(make(bench.replica()), theirs, HARD_LINKS).grow(size);
        new RandomTree(make(oracle), theirs, HARD_LINKS).grow(size);
        FolderSync sync = bench.open();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                String where = "seed " + seed + ", round " + round;
                rsync(bench.source(), oracle);
                Bench.Done done = Bench.pass(sync);
                assertThat(done.summary().result())
                        .as(where + " " + done.messages())
                        .isEqualTo(PassResult.SYNCED);
                SortedMap<String, String> ours = described(bench.replica());
                if (!described(oracle).equals(ours)) {
                    // The first time rsync gives some folders a list that lacks what its group may do.
                    rsync(bench.source(), oracle);
                }
                if (HARD_LINKS && !described(oracle).equals(ours)) {
                    // Names that are one file no more stay one to rsync if it finds the same content under all of them.
                    Trees.remove(oracle);
                    rsync(bench.source(), make(oracle));
                }
                assertThat(differences(described(oracle), ours)).as(where).isEmpty();
                assertThat(differences(described(bench.source()), ours))
                        .as(where)
                        .isEmpty();
                assertThat(bench.preview().plan().isEmpty()).as(where).isTrue();
                assertThat(Bench.pass(sync).deeds()).as(where + ", again").isEmpty();
                new RandomTree(bench.source(), seed + round, HARD_LINKS).edit(random.nextInt(12));
                int there = random.nextInt(3) * 3;
                new RandomTree(bench.replica(), seed + round + 100, HARD_LINKS).edit(there);
                new RandomTree(oracle, seed + round + 100, HARD_LINKS).edit(there);
                if (random.nextInt(3) == 0) {
                    sync.close();
                    sync = bench.open();
                }
            }
        } finally {
            sync.close();
        }
    }

    private static void rsync(Path source, Path oracle) {
        try {
            rsyncOnce(source, oracle);
        } catch (IllegalStateException e) {
            // It gives up on some entries that become a folder and have a list.
            Trees.remove(oracle);
            rsyncOnce(source, make(oracle));
        }
    }

    private static void rsyncOnce(Path source, Path oracle) {
        // Checksums, because both sides may hold other content of one size and time; and times to the nanosecond.
        String options = HARD_LINKS ? "-aAXH" : "-aAX";
        Trees.run(
                "rsync",
                options,
                "--delete",
                "--checksum",
                "--modify-window=-1",
                "--numeric-ids",
                source + "/",
                oracle + "/");
    }

    /** All that both programs keep: the paths of a tree, and of each what stands there. */
    private static SortedMap<String, String> described(Path root) {
        SortedMap<String, String> found = new TreeMap<>();
        SortedMap<String, List<String>> names = new TreeMap<>();
        List<Path> all = new ArrayList<>();
        Trees.eachBelow(root, (path, entry) -> all.add(path));
        all.add(root);
        for (Path path : all) {
            String text = PathText.of(root.relativize(path));
            Entry entry = Entry.at(path);
            found.put(text, describe(path, entry));
            if (entry.is(Kind.FILE)) {
                names.computeIfAbsent(
                                entry.stamp().device() + ":" + entry.stamp().inode(), key -> new ArrayList<>())
                        .add(text);
            }
        }
        if (HARD_LINKS) {
            names.values()
                    .forEach(group -> group.forEach(name -> found.merge(
                            name, " one with " + group.stream().sorted().toList(), String::concat)));
        }
        return found;
    }

    /** Not both trees, which would fill screens. */
    private static List<String> differences(SortedMap<String, String> one, SortedMap<String, String> other) {
        List<String> found = new ArrayList<>();
        one.forEach((path, entry) -> {
            if (!entry.equals(other.get(path))) {
                found.add(path + " is " + entry + ", and in the replica " + other.get(path));
            }
        });
        other.keySet().stream()
                .filter(path -> !one.containsKey(path))
                .forEach(path -> found.add(path + " is in the replica only"));
        return found;
    }

    private static String describe(Path path, Entry entry) {
        String mode =
                entry.is(Kind.LINK) ? "" : Integer.toOctalString(entry.access().mode());
        String owner =
                Trees.isRoot() ? entry.access().owner() + ":" + entry.access().group() : "";
        String what = switch (entry.kind()) {
            case FILE -> Trees.md5(path);
            case LINK -> "-> " + entry.target();
            default -> "";
        };
        return String.join(
                " ",
                entry.kind().name(),
                mode,
                owner,
                Long.toString(entry.stamp().modified()),
                what,
                attributes(path));
    }

    /** Extended attributes with access control lists among them. */
    private static String attributes(Path path) {
        SortedMap<String, String> found = new TreeMap<>();
        try {
            Posix.find()
                    .orElseThrow()
                    .attributes(path, false, name -> !name.startsWith("security."))
                    .forEach((name, value) -> found.put(name, inHex(value)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.toString();
    }

    private static String inHex(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static boolean rsyncIsInstalled() {
        try {
            Process version = new ProcessBuilder("rsync", "--version")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return version.waitFor(10, TimeUnit.SECONDS) && version.exitValue() == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
