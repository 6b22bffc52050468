package io.dromedary.apply;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Md5;
import io.dromedary.plan.Action;
import io.dromedary.plan.Comparison;
import io.dromedary.plan.LinkGroup;
import io.dromedary.plan.Metadata;
import io.dromedary.plan.Reason;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Filter;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Stamp;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;

/** Carries out the actions of one pass. Safe for use by several threads. */
public final class Replica {

    private final Tree source;
    private final Filter filter;
    private final Disk disk;
    private final Index index;
    private final Namesakes namesakes;
    private final Folders folders;
    private final Discard discard;
    private final Attributes attributes;
    private final Linker linker;
    private final Unbrought unbrought;
    private final LargeCopies large = new LargeCopies();

    /**
     * @param disk the root of the replica
     * @param pass tells the temporary names of this pass from those of others
     * @param copies all that is to be brought
     */
    public Replica(Comparison comparison, Disk disk, long pass, List<Action> copies) {
        this(comparison, disk, pass, copies, List.of(), Optional.empty(), (from, to) -> {});
    }

    /**
     * @param linked files with several names, of which some stand in the replica
     * @param trash where what is overwritten or removed is kept, if that is wanted
     * @param moving hears of a folder that is about to be moved, which may come before its turn, by where it is and where
     *     it will be
     */
    public Replica(
            Comparison comparison,
            Disk disk,
            long pass,
            List<Action> copies,
            List<LinkGroup> linked,
            Optional<PassTrash> trash,
            BiConsumer<Path, Path> moving) {
        this.source = comparison.source();
        this.filter = comparison.replica().filter();
        this.disk = disk;
        Metadata metadata = comparison.metadata();
        this.index = comparison.index();
        Map<Path, Path> moves = copies.stream()
                .filter(action -> action.verb() == Verb.MOVE && action.kind() == Kind.FOLDER)
                .collect(Collectors.toMap(Action::path, Action::from));
        Set<Path> fresh = copies.stream()
                .filter(action -> action.verb() == Verb.CREATE)
                .map(Action::path)
                .collect(Collectors.toSet());
        this.namesakes = new Namesakes(source, comparison.replica(), disk);
        this.folders = new Folders(disk, pass, moves, fresh, namesakes, moving, index::moveFolder);
        this.attributes = new Attributes(source, disk, metadata);
        this.unbrought = new Unbrought(metadata, index);
        Md5 md5 = new Md5(comparison.stop(), comparison.workers());
        this.discard = trash.<Discard>map(
                        place -> new IntoTrash(disk, place, pass, metadata, md5, comparison.throttle()))
                .orElseGet(() -> Discard.forGood(disk));
        Copier copier = new Copier(source, disk, folders, discard, attributes, md5, comparison.throttle(), large);
        this.linker = new Linker(comparison, disk, folders, attributes, copier, linked);
    }

    /**
     * Creates, copies, updates, moves or adjusts what stands at one path.
     *
     * @throws IOException if it could not be read or written, with the replica as it was
     */
    public Result bring(Action action) throws IOException {
        return switch (action.verb()) {
            case CREATE -> create(action.path());
            case COPY, UPDATE -> copy(action);
            case MOVE -> action.kind() == Kind.FOLDER ? moveFolder(action) : moveFile(action);
            case ADJUST -> adjust(action.path(), action.kind());
            case REMOVE -> throw new IllegalArgumentException("a removal brings nothing: " + action.path());
        };
    }

    private Result copy(Action action) throws IOException {
        try {
            boolean stays = action.reason() == Reason.LINKS;
            return linker.bring(action.path(), action.kind(), action.replaces(), stays);
        } catch (IOException e) {
            unbrought.add(source.entry(action.path()));
            throw e;
        }
    }

    private Result moveFolder(Action action) throws IOException {
        Entry entry = source.entry(action.path());
        boolean moved = false;
        try {
            if (!entry.is(Kind.FOLDER)) {
                return Result.of(Outcome.VANISHED);
            }
            folders.moveHere(action.path());
            moved = true;
            return Result.done(entry, null);
        } finally {
            if (!moved) {
                unbrought.add(action.from());
            }
        }
    }

    /** Moves a file, unless either side is not any more what the plan saw: then it is copied like any other. */
    private Result moveFile(Action action) throws IOException {
        folders.reach(Folders.parent(action.from()));
        Entry entry = source.entry(action.path());
        Entry old = disk.entry(action.from());
        if (!isAsPlanned(action, entry, old)) {
            return copy(action);
        }
        try {
            folders.make(Folders.parent(action.path()));
            folders.move(action.from(), action.path(), discard);
        } catch (IOException e) {
            unbrought.add(entry);
            throw e;
        }
        index.forget(action.from());
        boolean anew = linker.concerns(entry) || action.reason() == Reason.LINKS;
        if (!anew && !attributes.same(action.path(), entry, old)) {
            anew = old.links() > 1;
            if (!anew) {
                attributes.set(action.path(), entry);
            }
        }
        Result fresh = anew ? copy(action) : null;
        return fresh != null && fresh.content() != null
                ? fresh
                : new Result(Outcome.DONE, 0, action.content().content(), entry, disk.entry(action.path()));
    }

    private boolean isAsPlanned(Action action, Entry entry, Entry old) {
        if (entry.stamp() == null || old.stamp() == null) {
            return false;
        }
        Stamp stood = action.content().replica();
        // What happens to its other names in this pass shows in the change time of a file.
        return entry.stamp().equals(action.content().source())
                && (linker.areKept() ? old.stamp().isLike(stood) : old.stamp().equals(stood));
    }

    private Result create(Path folder) throws IOException {
        Entry entry = source.entry(folder);
        if (entry.is(Kind.UNREADABLE)) {
            throw entry.failure();
        }
        if (!entry.is(Kind.FOLDER)) {
            return Result.of(Outcome.VANISHED);
        }
        folders.make(folder);
        return Result.done(entry, null);
    }

    /** Gives an entry the metadata of its source. */
    public Result adjust(Path path, Kind kind) throws IOException {
        Entry entry = source.entry(path);
        if (!entry.is(kind)) {
            return Result.of(Outcome.VANISHED);
        }
        // Not before that: what was removed in a folder that moved would come back.
        folders.reach(Folders.parent(path));
        Entry before = disk.entry(path);
        if (!before.is(kind)) {
            return Result.of(Outcome.VANISHED);
        }
        return linker.adjust(path, entry, before);
    }

    /**
     * Removes what stands at a path, one entry with each step of the iterator. What came back in the source meanwhile
     * stays, and so does what a link now leads to, and what is excluded with the folders around it.
     *
     * @param before hears of each entry when it is about to be removed
     */
    public Iterator<Removed> remove(Action action, BiConsumer<Path, Kind> before) {
        if (action.reason() == Reason.TYPE) {
            Path aside = folders.asideOf(action.path());
            return aside == null
                    ? Collections.emptyIterator()
                    : new Removal(disk, folders, discard, unbrought, Filter.NONE, aside, action.path(), before);
        }
        return source.entry(action.path()).is(Kind.ABSENT) && !namesakes.isRespelled(action.path())
                ? new Removal(disk, folders, discard, unbrought, filter, action.path(), action.path(), before)
                : Collections.emptyIterator();
    }

    /** Leaves a busy file for the next pass, and keeps what may be the last copy of it. */
    public void leave(Path busy) {
        unbrought.add(source.entry(busy));
    }

    /** Keeps what may be the last copy of a folder of the source, or of something in it, that could not be read. */
    public void keepCopyOf(Path unread) {
        Entry entry = source.entry(unread);
        unbrought.add(entry.is(Kind.FOLDER) ? entry : source.entry(Folders.parent(unread)));
    }

    /** Why the replica does not hold all metadata that it should, if it refused any in this pass. */
    public Optional<IOException> refusedMetadata() {
        return attributes.refusal();
    }

    /** Whether the replica did not let some file have another name in this pass. */
    public boolean refusedHardLinks() {
        return linker.isRefused();
    }

    /**
     * Gives the folders in the trash their metadata.
     *
     * @return what went wrong, if anything did
     */
    public Optional<String> endTrash() {
        try {
            discard.end();
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("Folders in the trash have not all their metadata: " + Failure.inWords(e) + ".");
        }
    }

    /** The large files that are on their way. */
    public LargeCopies largeCopies() {
        return large;
    }

    /** The folders that were made or written into, whose metadata have to be set again. */
    public Set<Path> touchedFolders() {
        return folders.touched();
    }
}
