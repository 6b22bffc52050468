package io.dromedary.fingerprint;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** Keys that sort as unsigned bytes, as names do in a walk. */
final class KeyType extends BasicDataType<byte[]> {

    private static final int ARRAY_BYTES = 16;

    @Override
    public int compare(byte[] one, byte[] other) {
        return Arrays.compareUnsigned(one, other);
    }

    @Override
    public int getMemory(byte[] key) {
        return ARRAY_BYTES + key.length;
    }

    @Override
    public void write(WriteBuffer out, byte[] key) {
        out.putVarInt(key.length).put(key);
    }

    @Override
    public byte[] read(ByteBuffer in) {
        byte[] key = new byte[DataUtils.readVarInt(in)];
        in.get(key);
        return key;
    }

    @Override
    public byte[][] createStorage(int size) {
        return new byte[size][];
    }
}
