package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.plan.Action;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was begun and is not in the audit yet, in a file, so that the next start can account for it if this one is killed. A
 * change is written here before it is made; that it was told is written with whatever comes next.
 *
 * <p>The file has a line for each: {@code +}, a number and the fields of {@link Change} with tabs between them, or {@code -}
 * and the number of a change that was told. Paths are as in {@link PathText}. Safe for use by several threads.
 */
final class Journal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final long LARGE = 4 << 20;

    /** More than can be open: what all threads have taken, and what runs ahead of the audit. */
    private static final int MOST = 1 << 14;

    private static final String NONE = "-";

    /**
     * One change of the replica.
     *
     * @param from where a moved entry comes from, or null
     * @param before what tells the entry that stood at the path before from another one, and from itself with other metadata
     */
    record Change(long pass, long sequence, Verb verb, Kind kind, Path path, Path from, String before) {

        /** @param stood what stands at the path before the change */
        static Change of(long pass, long sequence, Action action, Entry stood) {
            return new Change(
                    pass, sequence, action.verb(), action.kind(), action.path(), action.from(), identity(stood));
        }

        /** Tells an entry from another one, and from itself with other metadata. */
        static String identity(Entry entry) {
            return entry.stamp() == null
                    ? NONE
                    : entry.stamp().inode() + ":" + entry.stamp().changed();
        }

        /** Whether an entry is the one of an {@link #identity}, perhaps with other metadata. */
        static boolean sameFile(Entry entry, String identity) {
            boolean numbered = entry.stamp() != null && entry.stamp().inode() != 0;
            return numbered
                    ? identity.startsWith(entry.stamp().inode() + ":")
                    : identity(entry).equals(identity);
        }

        private Key key() {
            return new Key(pass, verb.word(), PathText.of(path));
        }

        private String line() {
            return line(PathText.of(path));
        }

        /** @param name the text of the path */
        private String line(String name) {
            return String.join(
                    "\t",
                    Long.toString(pass),
                    Long.toString(sequence),
                    verb.name(),
                    kind.name(),
                    name,
                    from == null ? NONE : "/" + PathText.of(from),
                    before);
        }

        private static Change parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Change(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]),
                    Verb.valueOf(fields[2]),
                    Kind.valueOf(fields[3]),
                    PathText.path(fields[4]),
                    fields[5].equals(NONE) ? null : PathText.path(fields[5].substring(1)),
                    fields[6]);
        }
    }

    /**
     * Tells a change from all others: a path is changed once in a pass by each verb.
     *
     * @param verb its word
     * @param path as text
     */
    private record Key(long pass, String verb, String path) {

        // By hand, as those of a stamp.

        @Override
        public boolean equals(Object other) {
            return other instanceof Key key && pass == key.pass && verb.equals(key.verb) && path.equals(key.path);
        }

        @Override
        public int hashCode() {
            return 31 * path.hashCode() + verb.hashCode();
        }
    }

    /** @param left whether an earlier process left it */
    private record Open(long number, Change change, boolean left) {}

    private final Path file;
    private final boolean durable;
    private final Map<Key, Open> open = new LinkedHashMap<>();
    private final StringBuilder unwritten = new StringBuilder();
    private volatile boolean written = true;
    private FileChannel channel;
    private long lastNumber;

    private Journal(Path file, boolean durable) {
        this.file = file;
        this.durable = durable;
    }

    /**
     * Opens a journal, with what an earlier process left in it.
     *
     * @param durable whether lines are forced to disk when they are written
     * @throws IOException if it cannot be read or written
     */
    static Journal open(Path file, boolean durable) throws IOException {
        Journal journal = new Journal(file, durable);
        journal.read();
        journal.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (journal.open.isEmpty()) {
            journal.channel.truncate(0);
        } else {
            // The last line may be torn.
            journal.channel.write(ByteBuffer.wrap(new byte[] {'\n'}), journal.channel.size());
            journal.channel.position(journal.channel.size());
        }
        return journal;
    }

    /** A journal that keeps nothing. */
    static Journal none() {
        return new Journal(null, false);
    }

    private void read() throws IOException {
        Map<Long, Key> numbers = new LinkedHashMap<>();
        try {
            // The last line may be torn, and then nothing was done yet of what it says.
            String text = Files.readString(file, StandardCharsets.UTF_8);
            for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n")) {
                if (line.startsWith("+")) {
                    lastNumber = Long.parseLong(line.substring(1, line.indexOf('\t')));
                    Change change = Change.parse(line.substring(line.indexOf('\t') + 1));
                    numbers.put(lastNumber, change.key());
                    open.put(change.key(), new Open(lastNumber, change, true));
                } else if (line.startsWith("-")) {
                    open.remove(numbers.get(Long.parseLong(line.substring(1))));
                }
            }
        } catch (NoSuchFileException e) {
            // The first start.
        } catch (IllegalArgumentException | IndexOutOfBoundsException | java.nio.charset.CharacterCodingException e) {
            LOG.warn("Journal {} is damaged: what it says after {} changes is left out", file, open.size());
        }
    }

    /** What an earlier process began and did not tell. */
    synchronized List<Change> left() {
        return open.values().stream().filter(Open::left).map(Open::change).toList();
    }

    /** Notes a change that is about to be made, and writes it with the next {@link #flush()}. */
    void add(Change change) {
        // Before the lock, for which those who copy wait.
        String name = PathText.of(change.path());
        add(change, new Key(change.pass(), change.verb().word(), name), change.line(name));
    }

    private synchronized void add(Change change, Key key, String line) {
        if (channel == null) {
            return;
        }
        Open entry = new Open(++lastNumber, change, false);
        open.put(key, entry);
        if (open.size() > MOST) {
            // Nobody says what was told, as in a route without an audit.
            settled(open.keySet().iterator().next());
        }
        write(entry.number(), line);
    }

    private void write(long number, String line) {
        unwritten.append('+').append(number).append('\t').append(line).append('\n');
        written = false;
    }

    /** Writes what was noted, before the first of it is done. */
    void flush() {
        if (!written) {
            writeOut();
        }
    }

    private synchronized void writeOut() {
        if (written || channel == null) {
            return;
        }
        try {
            ByteBuffer bytes = ByteBuffer.wrap(unwritten.toString().getBytes(StandardCharsets.UTF_8));
            unwritten.setLength(0);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            if (durable) {
                channel.force(false);
            }
            written = true;
            if (channel.position() > LARGE) {
                rewrite();
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Keeps only what is open. */
    private void rewrite() throws IOException {
        shut();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        unwritten.setLength(0);
        open.values().forEach(entry -> write(entry.number(), entry.change().line()));
        Files.writeString(fresh, unwritten, StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        unwritten.setLength(0);
        written = true;
        channel = FileChannel.open(file, StandardOpenOption.WRITE);
        channel.position(channel.size());
        if (durable) {
            channel.force(true);
        }
    }

    private void giveUp(IOException e) {
        LOG.warn(
                "Journal {} cannot be written any more: {}. If the program is killed now, its log may miss changes",
                file,
                Failure.inWords(e));
        shut();
        written = true;
        open.clear();
        unwritten.setLength(0);
    }

    /** Notes that a change is in the audit. */
    void told(Event event) {
        if (event.path() != null) {
            settled(new Key(event.pass(), event.action(), event.path()));
        }
    }

    /** Notes that of a change there is nothing to tell. */
    void settled(long pass, Verb verb, Path path) {
        settled(new Key(pass, verb.word(), PathText.of(path)));
    }

    private synchronized void settled(Key key) {
        Open told = open.remove(key);
        if (told != null && channel != null) {
            unwritten.append('-').append(told.number()).append('\n');
            written = false;
        }
    }

    /** Forgets what was not told of passes before this one, of which nobody tells any more, and what was told. */
    synchronized void forgetBefore(long pass) {
        open.values().stream()
                .filter(entry -> !entry.left() && entry.change().pass() < pass)
                .map(entry -> entry.change().key())
                .toList()
                .forEach(this::settled);
        cutIfAllIsTold();
    }

    private void cutIfAllIsTold() {
        try {
            if (channel != null && open.isEmpty()) {
                unwritten.setLength(0);
                written = true;
                channel.truncate(0);
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    /** Closes the file, which the next start need not read if all was told. */
    @Override
    public synchronized void close() {
        cutIfAllIsTold();
        flush();
        shut();
    }

    private void shut() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // What was written is written.
        }
        channel = null;
    }
}
