package io.dromedary.camel;

import java.util.Iterator;
import java.util.function.Function;

/** An iterator over something else, element by element. */
record Mapped<A, B>(Iterator<A> from, Function<A, B> function) implements Iterator<B> {

    @Override
    public boolean hasNext() {
        return from.hasNext();
    }

    @Override
    public B next() {
        return function.apply(from.next());
    }
}
