package io.dromedary.bench;

import io.dromedary.FolderSync;
import io.dromedary.UnusableException;
import io.dromedary.audit.Summary;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A first pass into a replica that is not there, from the plan to the last folder's time. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 10)
@Fork(2)
public class CopyBench {

    /** How many files of how many bytes: many small ones, and few large ones. */
    @Param({"10000x4096", "4x67108864"})
    String tree;

    private Place place;
    private FolderSync sync;

    @Setup
    public void makeSource() throws IOException {
        String[] numbers = tree.split("x");
        place = Place.make();
        place.fill(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
    }

    @Setup(Level.Invocation)
    public void open() throws IOException, UnusableException {
        place.forget();
        sync = place.open();
    }

    @TearDown(Level.Invocation)
    public void close() {
        sync.close();
    }

    @TearDown
    public void remove() throws IOException {
        place.remove();
    }

    @Benchmark
    public Summary copy() {
        return Place.pass(sync);
    }
}
