package io.dromedary.plan;

import static io.dromedary.Trees.file;
import static io.dromedary.Trees.folder;
import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Known;
import io.dromedary.fingerprint.Pause;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Pair;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContentCheckTest {

    private static final Path FILE = Path.of("f");
    private static final String CONTENT = "x".repeat(5000);

    @TempDir
    Path temp;

    private final AtomicLong time = new AtomicLong();

    /** How many seconds it takes to read both files at 1,000 bytes a second. */
    private long secondsFor(Compare compare, boolean known) throws IOException {
        make(temp, folder("source", file("f", CONTENT)));
        make(temp, folder("replica", file("f", CONTENT)));
        Tree source = Tree.plain(temp.resolve("source"));
        Tree replica = Tree.plain(temp.resolve("replica"));
        Pair pair = new Pair(FILE, source.entry(FILE), replica.entry(FILE));
        Comparison comparison = new Comparison(
                source,
                replica,
                compare,
                Scrub.ALL,
                Metadata.of(Fidelity.USUAL, false, ""),
                Index.NONE,
                Clock.systemUTC(),
                new Throttle(1000, new Pause(StopSignal.NEVER, time::get, time::addAndGet)),
                ForkJoinPool.commonPool(),
                StopSignal.NEVER);
        Content content = new ContentCheck(comparison)
                .sameByReading(
                        pair, FILE, known ? Optional.of(asKnown(pair.source(), pair.replica())) : Optional.empty());
        assertThat(content).isEqualTo(Content.SAME);
        return Duration.ofNanos(time.get()).toSeconds();
    }

    private static Known asKnown(Entry source, Entry replica) {
        MessageDigest digest = Fingerprint.digest();
        digest.update(CONTENT.getBytes(StandardCharsets.US_ASCII));
        Instant later = Instant.now().plusSeconds(3600);
        return new Known(source.stamp(), replica.stamp(), Fingerprint.of(digest), later);
    }

    @Test
    void whatIsKnownIsReadOnceMoreNoFasterThanTheRate() throws IOException {
        assertThat(secondsFor(Compare.MD5, true)).isEqualTo(5);
    }

    @Test
    void whatIsNotKnownIsReadAtOnce() throws IOException {
        assertThat(secondsFor(Compare.MD5, false)).isZero();
    }

    @Test
    void somebodyWhoWantsEverythingReadDoesNotWait() throws IOException {
        assertThat(secondsFor(Compare.FULL, true)).isZero();
    }
}
