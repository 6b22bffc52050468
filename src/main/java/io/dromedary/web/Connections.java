package io.dromedary.web;

import io.vertx.core.http.HttpConnection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The connections that are open, each with the time by which it has to have come further. What drips in byte by byte does
 * not put that off: only a whole request does, and a whole answer. All by one thread.
 */
final class Connections {

    /** More browsers than look at one program. Of one more than these, the one that has to end first is closed. */
    static final int MOST = 200;

    /** In seconds, from the connection to its first request. */
    static final int FIRST_REQUEST = 15;

    /** In seconds, from the head of a request to the end of the answer. */
    static final int ANSWER = 60;

    /** In seconds, from an answer to the next request. A page that is hidden asks every ten, or once a minute. */
    static final int NEXT_REQUEST = 75;

    private final int most;
    private final LongSupplier nanoTime;
    private final Map<HttpConnection, Long> deadlines = new HashMap<>();

    /** @param nanoTime a time that only goes on, in nanoseconds */
    Connections(int most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
    }

    void opened(HttpConnection connection) {
        connection.closeHandler(closed -> deadlines.remove(connection));
        if (deadlines.size() >= most) {
            deadlines.entrySet().stream()
                    .min(Map.Entry.comparingByValue(Comparator.comparing(deadline -> deadline - nanoTime.getAsLong())))
                    .map(Map.Entry::getKey)
                    .ifPresent(this::close);
        }
        within(connection, FIRST_REQUEST);
    }

    void asked(HttpConnection connection) {
        within(connection, ANSWER);
    }

    void answered(HttpConnection connection) {
        if (deadlines.containsKey(connection)) {
            within(connection, NEXT_REQUEST);
        }
    }

    private void within(HttpConnection connection, int seconds) {
        deadlines.put(connection, nanoTime.getAsLong() + seconds * 1_000_000_000L);
    }

    /** Closes those whose time is over. */
    void closeLate() {
        long now = nanoTime.getAsLong();
        deadlines.entrySet().stream()
                .filter(entry -> now - entry.getValue() >= 0)
                .map(Map.Entry::getKey)
                .toList()
                .forEach(this::close);
    }

    private void close(HttpConnection connection) {
        deadlines.remove(connection);
        connection.close();
    }
}
