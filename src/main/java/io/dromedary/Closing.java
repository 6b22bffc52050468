package io.dromedary;

import io.dromedary.apply.Outcome;
import io.dromedary.apply.Replica;
import io.dromedary.apply.Result;
import io.dromedary.audit.Event;
import io.dromedary.plan.Action;
import io.dromedary.plan.Problem;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Failure;
import io.dromedary.tree.Kind;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** What is left to do and to tell when a pass ends. The work happens as the streams are read. */
final class Closing {

    private final Replica replica;
    private final StopSignal stop;
    private final Teller teller;
    private final Consumer<Action> before;

    /** @param before hears of each folder of the plan when it is about to be adjusted */
    Closing(Replica replica, StopSignal stop, Teller teller, Consumer<Action> before) {
        this.replica = replica;
        this.stop = stop;
        this.teller = teller;
        this.before = before;
    }

    /** Closes a ledger at once, and tells what was planned and never came. */
    Stream<Event> unsettled(Ledger ledger, List<Action> planned) {
        SortedMap<Long, Action> open = ledger.close();
        if (stop.stopped()) {
            return Stream.empty();
        }
        Stream<Event> handedOut = open.entrySet().stream()
                .map(task -> teller.problem(task.getKey(), task.getValue(), "the route did not carry it out"));
        // Without the rest of the list, its first action stands for all that may have been left out.
        Stream<Event> withheld = planned.stream()
                .limit(ledger.isComplete() ? 0 : 1)
                .map(action -> teller.problem(0, action, "the route did not take all of the plan"));
        return Stream.concat(handedOut, withheld);
    }

    /** Tells what was in motion, and was not taken up again. */
    Stream<Event> busy(SecondTries tries) {
        return Stream.of(tries)
                .filter(left -> !stop.stopped())
                .flatMap(left -> left.left().stream())
                .map(action -> teller.done(0, action, Result.of(Outcome.BUSY)));
    }

    /** Sets the metadata of the folders that were written into, untold, and of those in the plan. */
    Stream<Event> folders(List<Action> adjustments) {
        Set<Path> planned = new HashSet<>();
        if (!stop.stopped()) {
            adjustments.forEach(action -> planned.add(action.path()));
        }
        Set<Path> all = new HashSet<>(replica.touchedFolders());
        all.addAll(planned);
        return all.stream()
                .sorted(Comparator.comparingInt(Path::getNameCount).reversed().thenComparing(Comparator.naturalOrder()))
                .flatMap(path -> folder(path, planned.contains(path)).stream());
    }

    private Optional<Event> folder(Path path, boolean planned) {
        Action action = Action.adjust(Kind.FOLDER, path);
        if (planned) {
            before.accept(action);
        }
        try {
            Result result = replica.adjust(path, Kind.FOLDER);
            boolean toTell = planned && result.outcome() == Outcome.DONE;
            return toTell ? Optional.of(teller.done(0, action, result)) : Optional.empty();
        } catch (IOException e) {
            return Optional.of(teller.problem(0, action, Failure.inWords(e)));
        }
    }

    /** Tells once of metadata that the replica refused. */
    Stream<Event> refusedMetadata() {
        return Stream.of(replica)
                .flatMap(mirror -> mirror.refusedMetadata().stream())
                .map(reason -> refused("given all metadata", Failure.inWords(reason)));
    }

    /** Tells once of hard links that the replica refused. */
    Stream<Event> refusedHardLinks() {
        return Stream.of(replica)
                .filter(Replica::refusedHardLinks)
                .map(mirror -> refused("given all hard links", "its file system has none, or no more for one file"));
    }

    private Event refused(String could, String why) {
        return teller.problem(Verb.ADJUST.word(), new Problem(Kind.FOLDER, Tree.TOP, could, why));
    }
}
