package io.dromedary;

import io.dromedary.Journal.Change;
import io.dromedary.apply.Disk;
import io.dromedary.apply.OldPasses;
import io.dromedary.apply.PassTrash;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.TemporaryName;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The trash of one job from pass to pass: a folder for each pass, until its time is over. */
final class JobTrash {

    /** How long nobody looks for old passes after somebody did. */
    private static final Duration REST = Duration.ofHours(1);

    private final Job job;
    private final Places places;
    private final Clock clock;
    private final Function<Path, Disk> disks;
    private Instant looked;

    /** @param disks gives the way to what stands below a root */
    JobTrash(Job job, Places places, Clock clock, Function<Path, Disk> disks) {
        this.job = job;
        this.places = places;
        this.clock = clock;
        this.disks = disks;
    }

    /**
     * Where a pass keeps what it overwrites or removes, if that is wanted.
     *
     * @param number its start in milliseconds since 1970
     */
    Optional<PassTrash> of(long number) {
        if (places.trash() == null) {
            return Optional.empty();
        }
        return Optional.of(new PassTrash(disks.apply(places.trash()), folder(number), places.replica()));
    }

    /**
     * Removes what a killed program had only begun to copy here. It lies beside the name that it would have got.
     *
     * @param left what the program had begun and not told
     */
    void discardUnfinished(List<Change> left) {
        if (places.trash() == null) {
            return;
        }
        Set<Path> looked = new HashSet<>();
        for (Change change : left) {
            Path folder = folder(change.pass()).resolve(Tree.parent(change.path()));
            if (looked.add(folder)) {
                discardUnfinished(disks.apply(places.trash()), folder, change.pass());
            }
        }
    }

    private static void discardUnfinished(Disk disk, Path folder, long pass) {
        try {
            for (Path name : disk.names(folder)) {
                if (TemporaryName.isOf(pass, name)) {
                    disk.delete(folder.resolve(name), Kind.FILE);
                }
            }
        } catch (IOException e) {
            // Mostly there is no such folder. What stays goes when the time of its pass is over.
        }
    }

    private Path folder(long pass) {
        return Path.of(job.name(), OldPasses.name(Instant.ofEpochMilli(pass), clock.getZone()));
    }

    /**
     * Removes what has been kept long enough before a pass began, if nobody did so in the hour before.
     *
     * @return what went wrong, if anything did
     */
    synchronized Optional<String> empty(Instant begun, StopSignal stop) {
        if (places.trash() == null || !isDue(begun)) {
            return Optional.empty();
        }
        looked = begun;
        try {
            OldPasses old = new OldPasses(disks.apply(places.trash()), Path.of(job.name()), clock.getZone());
            return old.removeBefore(begun.minus(job.trash().keep()), stop)
                    .map(left -> complaint(left.path(), left.failure()));
        } catch (IOException e) {
            return Optional.of(complaint(Path.of(""), e));
        } catch (DateTimeException | ArithmeticException e) {
            // Longer than there is time.
            return Optional.empty();
        }
    }

    private boolean isDue(Instant now) {
        return looked == null || now.isBefore(looked) || !now.isBefore(looked.plus(REST));
    }

    private String complaint(Path path, IOException failure) {
        String place = PathText.of(places.trash().resolve(job.name()).resolve(path));
        return "Trash " + place + " could not be emptied of what is old: " + Failure.inWords(failure) + ".";
    }
}
