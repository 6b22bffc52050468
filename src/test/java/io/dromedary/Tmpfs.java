package io.dromedary;

import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A small file system of its own at a folder, which goes away when it is closed. */
public final class Tmpfs implements AutoCloseable {

    private static final int BLOCK = 4096;

    private final Path folder;

    private Tmpfs(Path folder) {
        this.folder = folder;
    }

    /** Mounts one of 1 MiB, or skips the test where that is not possible. */
    public static Tmpfs at(Path folder) {
        assumeTrue(Trees.isRoot(), "only root may mount a file system");
        try {
            Files.createDirectories(folder);
            Trees.run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", folder.toString());
        } catch (IllegalStateException e) {
            abort("not even root may mount a file system here: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Tmpfs(folder);
    }

    /** Where it is mounted. */
    public Path folder() {
        return folder;
    }

    /** Leaves no space, or so many blocks of 4096 bytes. */
    public void fill(int left) throws IOException {
        Path file = folder.resolve("filling");
        try (var filling = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
            while (true) {
                filling.write(new byte[BLOCK]);
            }
        } catch (IOException e) {
            if (Files.getFileStore(folder).getUsableSpace() > 0) {
                throw e;
            }
        }
        try (var filled = FileChannel.open(file, StandardOpenOption.WRITE)) {
            filled.truncate(filled.size() - (long) left * BLOCK);
        }
    }

    /** Unmounts it even when somebody still has a file open there. */
    @Override
    public void close() {
        Trees.run("umount", "-l", folder.toString());
    }
}
