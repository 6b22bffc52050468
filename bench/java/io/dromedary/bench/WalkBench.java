package io.dromedary.bench;

import io.dromedary.FolderSync;
import io.dromedary.UnusableException;
import java.io.IOException;
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

/** Compares two trees that are the same, with an index that knows every file: the plan of a quiet pass. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(2)
public class WalkBench {

    @Param({"1000", "10000", "100000"})
    int files;

    private Place place;

    @Setup
    public void makeTrees() throws IOException, UnusableException {
        place = Place.make();
        place.fill(files, 64);
        try (FolderSync sync = place.open()) {
            Place.pass(sync);
            Place.pass(sync);
        }
    }

    @TearDown
    public void remove() throws IOException {
        place.remove();
    }

    @Benchmark
    public Object walk() throws UnusableException {
        return place.preview();
    }
}
