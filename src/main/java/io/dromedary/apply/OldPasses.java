package io.dromedary.apply;

import io.dromedary.fingerprint.Index;
import io.dromedary.plan.Fidelity;
import io.dromedary.plan.Metadata;
import io.dromedary.tree.Filter;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StopSignal;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Comparator;
import java.util.Optional;

/** The folders of earlier passes in a trash. Each is named by the local time at which its pass began. */
public final class OldPasses {

    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd_HHmmss.SSS").withResolverStyle(ResolverStyle.STRICT);

    private final Disk disk;
    private final Path around;
    private final ZoneId zone;

    /**
     * @param disk the root of the trash
     * @param around the folder around those of the passes, relative to that root
     */
    public OldPasses(Disk disk, Path around, ZoneId zone) {
        this.disk = disk;
        this.around = around;
        this.zone = zone;
    }

    /** The name of a pass's folder. */
    public static String name(Instant begun, ZoneId zone) {
        return NAME.format(LocalDateTime.ofInstant(begun, zone));
    }

    /**
     * Removes the folders of passes that began before a time. What has no such name, or is no folder, stays.
     *
     * @return the first that could not be removed, if any
     * @throws IOException if the trash cannot be listed
     */
    public Optional<Removed> removeBefore(Instant oldest, StopSignal stop) throws IOException {
        if (!disk.entry(around).is(Kind.FOLDER)) {
            return Optional.empty();
        }
        try {
            return disk.names(around).stream()
                    .filter(name -> isBefore(name, oldest))
                    .map(around::resolve)
                    .filter(folder -> disk.entry(folder).is(Kind.FOLDER))
                    .sorted(Comparator.naturalOrder())
                    .flatMap(folder -> remove(folder, stop).stream())
                    .findFirst();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private boolean isBefore(Path name, Instant oldest) {
        try {
            return LocalDateTime.parse(name.toString(), NAME)
                    .atZone(zone)
                    .toInstant()
                    .isBefore(oldest);
        } catch (DateTimeException e) {
            return false;
        }
    }

    private Optional<Removed> remove(Path folder, StopSignal stop) {
        Folders folders = new Folders(disk, 0);
        Unbrought nothing = new Unbrought(Metadata.of(Fidelity.USUAL, false, ""), Index.NONE);
        Removal removal = new Removal(
                disk,
                folders,
                Discard.forGood(disk),
                nothing,
                Filter.NONE,
                folder,
                folder.getFileName(),
                (path, kind) -> {});
        Optional<Removed> failed = Optional.empty();
        while (!stop.stopped() && removal.hasNext()) {
            Removed step = removal.next();
            if (failed.isEmpty() && step.failure() != null) {
                failed = Optional.of(step);
            }
        }
        return failed;
    }
}
