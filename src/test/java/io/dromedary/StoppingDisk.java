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
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A disk on which nothing happens any more from one of its changes on, as if the program had been killed there. */
final class StoppingDisk implements Disk {

    /** The end of the program. No code of ours catches it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    private final Disk disk;
    private final int stop;
    private final AtomicInteger changes;
    private final boolean apart;

    /**
     * @param stop the number of the first change that does not happen, counted from 1
     * @param changes counts them
     * @param apart whether it takes nothing over from another root, as one on a file system of its own
     */
    StoppingDisk(Disk disk, int stop, AtomicInteger changes, boolean apart) {
        this.disk = disk;
        this.apart = apart;
        this.stop = stop;
        this.changes = changes;
    }

    private void count() {
        if (changes.incrementAndGet() >= stop) {
            throw new Killed();
        }
    }

    private void mustLive() {
        if (changes.get() >= stop) {
            throw new Killed();
        }
    }

    @Override
    public Entry entry(Path path) {
        mustLive();
        return disk.entry(path);
    }

    @Override
    public List<Path> names(Path folder) throws IOException {
        mustLive();
        return disk.names(folder);
    }

    @Override
    public SeekableByteChannel open(Path file) throws IOException {
        mustLive();
        return disk.open(file);
    }

    @Override
    public void createRoot() throws IOException {
        count();
        disk.createRoot();
    }

    @Override
    public NewFile createFile(Path file) throws IOException {
        count();
        return new Created(disk.createFile(file));
    }

    @Override
    public void createFolder(Path folder) throws IOException {
        count();
        disk.createFolder(folder);
    }

    @Override
    public void createLink(Path link, Target target) throws IOException {
        count();
        disk.createLink(link, target);
    }

    @Override
    public Entry rename(Path from, Path to, boolean replaces) throws IOException {
        count();
        return disk.rename(from, to, replaces);
    }

    @Override
    public boolean exchange(Path one, Path other) throws IOException {
        count();
        return disk.exchange(one, other);
    }

    @Override
    public boolean link(Path root, Path from, Path to) throws IOException {
        if (apart) {
            return false;
        }
        count();
        return disk.link(root, from, to);
    }

    @Override
    public boolean take(Path root, Path from, Path to) throws IOException {
        if (apart) {
            return false;
        }
        count();
        return disk.take(root, from, to);
    }

    @Override
    public void delete(Path path, Kind kind) throws IOException {
        count();
        disk.delete(path, kind);
    }

    @Override
    public void force(Path path) throws IOException {
        mustLive();
        disk.force(path);
    }

    @Override
    public Settable metadata(Path path) throws IOException {
        return new Standing(disk.metadata(path));
    }

    private class Standing implements Settable {

        private final Settable metadata;

        Standing(Settable metadata) {
            this.metadata = metadata;
        }

        @Override
        public void setOwner(int owner, int group) throws IOException {
            count();
            metadata.setOwner(owner, group);
        }

        @Override
        public void setMode(int mode) throws IOException {
            count();
            metadata.setMode(mode);
        }

        @Override
        public void setModified(long time) throws IOException {
            count();
            metadata.setModified(time);
        }

        @Override
        public SortedMap<String, ByteBuffer> attributes(Predicate<String> asked) throws IOException {
            mustLive();
            return metadata.attributes(asked);
        }

        @Override
        public void setAttribute(String name, ByteBuffer value) throws IOException {
            count();
            metadata.setAttribute(name, value);
        }
    }

    private final class Created extends Standing implements NewFile {

        private final NewFile file;

        Created(NewFile file) {
            super(file);
            this.file = file;
        }

        @Override
        public void write(ByteBuffer bytes) throws IOException {
            // Half of it gets there.
            ByteBuffer half = bytes.duplicate();
            half.limit(half.position() + half.remaining() / 2);
            file.write(half);
            bytes.position(half.position());
            count();
            file.write(bytes);
        }

        @Override
        public void force() throws IOException {
            mustLive();
            file.force();
        }

        @Override
        public void skip(long bytes) throws IOException {
            mustLive();
            file.skip(bytes);
        }

        @Override
        public void close() throws IOException {
            file.close();
            mustLive();
        }
    }
}
