package io.dromedary;

import io.dromedary.Journal.Change;
import io.dromedary.apply.Disk;
import io.dromedary.audit.Event;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Finds out which of the changes that a killed program had begun were made. */
final class Recovery {

    private Recovery() {}

    /**
     * The events of the changes that were made. Of the others nothing is left to tell.
     *
     * @param left what the program had begun and not told
     */
    static List<Event> settle(String job, List<Change> left, Journal journal, Disk replica, Instant now) {
        List<Event> made = new ArrayList<>();
        for (Change change : left) {
            if (isMade(change, replica)) {
                made.add(new Event.Origin(job, change.pass())
                        .recovered(now, change.sequence(), change.verb(), change.kind(), change.path(), change.from()));
            } else {
                journal.settled(change.pass(), change.verb(), change.path());
            }
        }
        return made;
    }

    private static boolean isMade(Change change, Disk replica) {
        Entry stands = replica.entry(change.path());
        return switch (change.verb()) {
            case REMOVE -> stands.is(Kind.ABSENT);
            case MOVE ->
                stands.is(change.kind()) && replica.entry(change.from()).is(Kind.ABSENT);
            case ADJUST -> stands.is(change.kind()) && !Change.identity(stands).equals(change.before());
            // A second name in the trash changes the metadata of what is not replaced yet.
            default -> stands.is(change.kind()) && !Change.sameFile(stands, change.before());
        };
    }
}
