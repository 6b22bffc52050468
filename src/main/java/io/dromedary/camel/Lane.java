package io.dromedary.camel;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.camel.Message;

/** Takes its messages from an iterator that other lanes take theirs from too, so that none waits for another. */
final class Lane implements Iterator<Message> {

    private final Iterator<Message> shared;
    private Message next;

    Lane(Iterator<Message> shared) {
        this.shared = shared;
    }

    @Override
    public boolean hasNext() {
        if (next == null) {
            synchronized (shared) {
                next = shared.hasNext() ? shared.next() : null;
            }
        }
        return next != null;
    }

    @Override
    public Message next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Message message = next;
        next = null;
        return message;
    }
}
