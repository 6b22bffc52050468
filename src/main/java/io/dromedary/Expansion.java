package io.dromedary;

import io.dromedary.plan.Action;
import io.dromedary.plan.Counts;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Entry;
import io.dromedary.tree.Kind;
import io.dromedary.tree.Pair;
import io.dromedary.tree.Tree;
import io.dromedary.tree.Walk;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The actions of a plan one by one: a subtree that is new in the replica is listed again, entry by entry. */
final class Expansion implements Iterator<Action> {

    private final Tree source;
    private final Iterator<Action> planned;
    private final Consumer<Pair> unreadable;
    private final Set<Path> moved;
    private Action subtree;
    private Walk walk;
    private Action ready;

    /** @param unreadable hears of what cannot be read, be it known from the plan or new */
    Expansion(Tree source, List<Action> planned, Consumer<Pair> unreadable) {
        this.unreadable = unreadable;
        this.source = source;
        this.planned = planned.iterator();
        this.moved = planned.stream()
                .filter(action -> action.verb() == Verb.MOVE)
                .map(Action::path)
                .collect(Collectors.toSet());
    }

    @Override
    public boolean hasNext() {
        while (ready == null) {
            if (walk != null) {
                advance();
            } else if (planned.hasNext()) {
                begin(planned.next());
            } else {
                return false;
            }
        }
        return true;
    }

    @Override
    public Action next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Action action = ready;
        ready = null;
        return action;
    }

    private void begin(Action action) {
        if (action.verb() == Verb.CREATE) {
            subtree = action;
            walk = Walk.ofSource(source, action.path());
        } else {
            ready = action;
        }
    }

    private void advance() {
        Pair pair = walk.next();
        if (pair == null) {
            walk = null;
            return;
        }
        Entry entry = pair.source();
        if (moved.contains(pair.path())) {
            walk.skipContent();
            return;
        }
        if (entry.failure() != null) {
            unreadable.accept(pair);
        }
        boolean mirrored = entry.is(Kind.FOLDER) || entry.is(Kind.FILE) || entry.is(Kind.LINK);
        if (pair.path().equals(subtree.path())) {
            ready = subtree;
        } else if (mirrored) {
            ready = Action.bring(entry.kind(), pair.path(), Counts.of(entry));
        }
    }
}
