package io.dromedary.fingerprint;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/**
 * A {@link StoredFolder} as bytes: its number, and device and inode, which are 0 where they are not known. A number below
 * 0 stands for the one above, with the time of birth behind the rest, which an index of format 2 has not.
 */
final class FolderType extends BasicDataType<StoredFolder> {

    private static final int MEMORY = 80;

    @Override
    public int getMemory(StoredFolder folder) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer out, StoredFolder folder) {
        Index.FolderKey key = folder.key().orElse(new Index.FolderKey(0, 0, 0));
        boolean aged = key.born() != 0;
        out.putLong(aged ? -folder.number() : folder.number())
                .putLong(key.device())
                .putLong(key.inode());
        if (aged) {
            out.putLong(key.born());
        }
    }

    @Override
    public StoredFolder read(ByteBuffer in) {
        long number = in.getLong();
        Index.FolderKey key = new Index.FolderKey(in.getLong(), in.getLong(), number < 0 ? in.getLong() : 0);
        return new StoredFolder(Math.abs(number), Optional.of(key).filter(known -> known.inode() != 0));
    }

    @Override
    public StoredFolder[] createStorage(int size) {
        return new StoredFolder[size];
    }
}
