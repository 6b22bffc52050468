package io.dromedary;

import static io.dromedary.Trees.make;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.dromedary.posix.Posix;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HolesTest {

    private static final int MIB = 1024 * 1024;

    @TempDir
    Path temp;

    private Bench bench;

    @BeforeEach
    void bench() {
        bench = Bench.in(temp);
        make(bench.source());
    }

    private static long blocks(Path file) throws IOException {
        return Posix.find().orElseThrow().status(file, false).blocks();
    }

    private void write(long at, byte... content) throws IOException {
        try (SeekableByteChannel file =
                Files.newByteChannel(bench.source("f"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.position(at).write(ByteBuffer.wrap(content));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 67108863", "4095, 67108000", "4096, 8192", "33554432, 67108863", "100000, 100001"})
    void aFileWithHolesIsCopiedWithHoles(long one, long other) throws IOException {
        assumeTrue(Posix.find().isPresent(), "holes are not to be seen on this platform");
        write(64L * MIB - 1, (byte) 0);
        write(one, (byte) 1, (byte) 2);
        write(other, (byte) 3);
        bench.pass();
        assertThat(bench.replica("f")).hasSameBinaryContentAs(bench.source("f"));
        assertThat(blocks(bench.replica("f"))).isLessThanOrEqualTo(blocks(bench.source("f")));
    }

    @Test
    void aFileThatIsNothingButAHoleKeepsItsLength() throws IOException {
        try (var file = new java.io.RandomAccessFile(bench.source("f").toFile(), "rw")) {
            file.setLength(3L * MIB + 5);
        }
        bench.pass();
        assertThat(bench.replica("f")).hasSameBinaryContentAs(bench.source("f"));
    }

    @Test
    void zerosThatAreNoHoleAreWritten() throws IOException {
        assumeTrue(Posix.find().isPresent(), "holes are not to be seen on this platform");
        Files.write(bench.source("f"), new byte[2 * MIB]);
        bench.pass();
        assertThat(blocks(bench.replica("f"))).isGreaterThanOrEqualTo(2 * MIB / 512);
    }
}
