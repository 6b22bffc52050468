package io.dromedary.bench;

import io.dromedary.fingerprint.Fingerprint;
import io.dromedary.fingerprint.Md5;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Reads and hashes one file. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class Md5Bench {

    @Param({"4096", "1048576", "67108864"})
    int bytes;

    private final Md5 md5 = new Md5(StopSignal.NEVER, ForkJoinPool.commonPool());
    private Place place;
    private Path file;

    @Setup
    public void makeFile() throws IOException {
        place = Place.make();
        file = Path.of("file");
        place.write(place.source().resolve(file), bytes);
    }

    @TearDown
    public void remove() throws IOException {
        place.remove();
    }

    @Benchmark
    public Fingerprint hash() throws IOException {
        return md5.of(Tree.plain(place.source()), file, bytes);
    }
}
