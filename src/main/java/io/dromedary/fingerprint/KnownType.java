package io.dromedary.fingerprint;

import io.dromedary.tree.Stamp;
import java.nio.ByteBuffer;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A {@link Known} as bytes: two stamps, the fingerprint and the time of recording, all numbers of eight bytes. */
final class KnownType extends BasicDataType<Known> {

    private static final int MEMORY = 200;

    @Override
    public int getMemory(Known known) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer out, Known known) {
        put(out, known.source());
        put(out, known.replica());
        out.putLong(known.content().high()).putLong(known.content().low()).putLong(known.recorded());
    }

    private static void put(WriteBuffer out, Stamp stamp) {
        out.putLong(stamp.size())
                .putLong(stamp.modified())
                .putLong(stamp.changed())
                .putLong(stamp.device())
                .putLong(stamp.inode());
    }

    @Override
    public Known read(ByteBuffer in) {
        return new Known(stamp(in), stamp(in), new Fingerprint(in.getLong(), in.getLong()), in.getLong());
    }

    private static Stamp stamp(ByteBuffer in) {
        return new Stamp(in.getLong(), in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    @Override
    public Known[] createStorage(int size) {
        return new Known[size];
    }
}
