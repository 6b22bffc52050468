package io.dromedary;

import io.dromedary.apply.Disk;
import io.dromedary.apply.NewFile;
import io.dromedary.apply.Settable;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.util.List;

/** A disk on which some changes fail, which somebody else decides. */
final class FaultyDisk implements Disk {

    /** What a disk is asked to change. */
    enum Step {
        CREATE_FILE,
        WRITE,
        CLOSE,
        CREATE_FOLDER,
        CREATE_LINK,
        LINK,
        RENAME,
        EXCHANGE,
        DELETE,
        SET
    }

    /** Decides what fails. */
    @FunctionalInterface
    interface Fault {

        /**
         * @param path what is changed, or for a rename what gets the name
         * @throws IOException the failure, if there is to be one
         */
        void at(Step step, Path path) throws IOException;
    }

    private final Disk disk;
    private final Fault fault;

    FaultyDisk(Disk disk, Fault fault) {
        this.disk = disk;
        this.fault = fault;
    }

    @Override
    public Entry entry(Path path) {
        return disk.entry(path);
    }

    @Override
    public List<Path> names(Path folder) throws IOException {
        return disk.names(folder);
    }

    @Override
    public void createRoot() throws IOException {
        disk.createRoot();
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        fault.at(Step.CREATE_FILE, file);
        return new Created(disk.createFile(file), file);
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        fault.at(Step.CREATE_FOLDER, folder);
        disk.createFolder(folder);
    }

    @Override
    public void createLink(Path link, Target target) throws IOException {
        fault.at(Step.CREATE_LINK, link);
        disk.createLink(link, target);
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        fault.at(Step.RENAME, to);
        return disk.rename(from, to, replaces);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        fault.at(Step.EXCHANGE, other);
        return disk.exchange(one, other);
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        fault.at(Step.DELETE, path);
        disk.delete(path, kind);
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        return disk.open(file);
    }

    @Override
    public boolean link(Path root, Path from, Path to) throws IOException {
        fault.at(Step.LINK, to);
        return disk.link(root, from, to);
    }

    @Override
    public boolean take(Path root, Path from, Path to) throws IOException {
        return disk.take(root, from, to);
    }

    @Override
    public void force(Path path) throws IOException {
        disk.force(path);
    }

    @Override
    public Settable metadata(Path path) throws IOException {
        return new Standing(disk.metadata(path), path);
    }

    private class Standing implements Settable {

        private final Settable metadata;
        final Path path;

        Standing(Settable metadata, Path path) {
            this.metadata = metadata;
            this.path = path;
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            fault.at(Step.SET, path);
            metadata.setOwner(owner, group);
        }

        @Override
        public void setMode(int mode) throws IOException {
            fault.at(Step.SET, path);
            metadata.setMode(mode);
        }

        @Override
        public void setModified(long time) throws IOException {
            fault.at(Step.SET, path);
            metadata.setModified(time);
        }
    }

    private final class Created extends Standing implements NewFile {

        private final NewFile file;

        Created(NewFile file, Path path) {
            super(file, path);
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            // Half of it gets there.
            ByteBuffer half = bytes.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.write(half);
            bytes.position(half.position());
            fault.at(Step.WRITE, path);
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            file.force();
        }

        @Override
        public void skip(long bytes) throws IOException {
            file.skip(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
            // What a file system over a network says of what it took before.
            fault.at(Step.CLOSE, path);
        }
    }
}
