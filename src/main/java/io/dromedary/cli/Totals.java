package io.dromedary.cli;

import io.dromedary.plan.Action;
import io.dromedary.plan.Verb;
import io.dromedary.tree.Kind;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;

/** What the actions of a plan come to. */
final class Totals {

    private final Map<Verb, Long> entries = new EnumMap<>(Verb.class);
    private long bytes;

    void add(Action action) {
        boolean removal = action.verb() == Verb.REMOVE;
        entries.merge(action.verb(), removal ? action.counts().entries() : 1L, Long::sum);
        if (!removal && hasContent(action)) {
            bytes += action.counts().bytes();
        }
    }

    /** Whether the content of one file is brought or removed. */
    static boolean hasContent(Action action) {
        boolean kept = action.verb() == Verb.ADJUST || action.verb() == Verb.MOVE;
        return action.kind() == Kind.FILE && !kept;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** How many entries something is done to; each in a removed folder is one. */
    long entries(Verb verb) {
        return entries.getOrDefault(verb, 0L);
    }

    /** Content to be copied. */
    long bytes() {
        return bytes;
    }

    /** Such as {@code copy 3, remove 1}. */
    String inWords() {
        return entries.entrySet().stream()
                .map(total -> total.getKey().word() + " " + total.getValue())
                .collect(Collectors.joining(", "));
    }
}
