package io.dromedary;

import io.dromedary.apply.Disk;
import io.dromedary.apply.OldPasses;
import io.dromedary.apply.PassTrash;
import io.dromedary.tree.Failure;
import io.dromedary.tree.PathText;
import io.dromedary.tree.StopSignal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
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
        String name = OldPasses.name(Instant.ofEpochMilli(number), clock.getZone());
        Path folder = Path.of(job.name(), name);
        return Optional.of(new PassTrash(disks.apply(places.trash()), folder, places.replica()));
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
