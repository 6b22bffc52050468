package io.dromedary.fingerprint;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;

/** A {@link StoredFolder} as bytes: its number, and device and inode, which are 0 where they are not known. */
final class FolderType extends BasicDataType<StoredFolder> {

    private static final int MEMORY = 72;

    @Override
    public int getMemory(StoredFolder folder) {
        return MEMORY;
    }

    @Override
    public void write(WriteBuffer out, StoredFolder folder) {
        Index.FolderKey key = folder.key().orElse(new Index.FolderKey(0, 0));
        out.putLong(folder.number()).putLong(key.device()).putLong(key.inode());
    }

    @Override
    public StoredFolder read(ByteBuffer in) {
        long number = in.getLong();
        Index.FolderKey key = new Index.FolderKey(in.getLong(), in.getLong());
        return new StoredFolder(number, Optional.of(key).filter(known -> known.inode() != 0));
    }

    @Override
    public StoredFolder[] createStorage(int size) {
        return new StoredFolder[size];
    }
}
