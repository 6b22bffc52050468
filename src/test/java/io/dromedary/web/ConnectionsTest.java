package io.dromedary.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpConnection;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private final AtomicLong time = new AtomicLong();
    private final List<String> closed = new ArrayList<>();
    private final Connections connections = new Connections(3, time::get);

    private HttpConnection open(String name) {
        HttpConnection[] self = new HttpConnection[1];
        self[0] = (HttpConnection) Proxy.newProxyInstance(
                HttpConnection.class.getClassLoader(),
                new Class<?>[] {HttpConnection.class},
                (proxy, method, given) -> switch (method.getName()) {
                    case "close" -> {
                        closed.add(name);
                        yield null;
                    }
                    case "hashCode" -> name.hashCode();
                    case "equals" -> proxy == given[0];
                    default -> method.getReturnType().isInstance(proxy) ? proxy : null;
                });
        connections.opened(self[0]);
        return self[0];
    }

    private void after(int seconds) {
        time.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
        connections.closeLate();
    }

    @Test
    void whatNeverAsksIsClosed() {
        open("silent");
        after(Connections.FIRST_REQUEST - 1);
        assertThat(closed).isEmpty();
        after(1);
        assertThat(closed).containsExactly("silent");
    }

    @Test
    void whatAsksNowAndThenStaysOpen() {
        HttpConnection page = open("page");
        for (int i = 0; i < 10; i++) {
            connections.asked(page);
            connections.answered(page);
            after(Connections.NEXT_REQUEST - 1);
        }
        assertThat(closed).isEmpty();
    }

    @Test
    void aRequestThatDripsInIsClosedHoweverBusyItLooks() {
        connections.asked(open("slow"));
        after(Connections.ANSWER);
        assertThat(closed).containsExactly("slow");
    }

    @Test
    void ofTooManyTheOneGoesThatHasToEndFirst() {
        HttpConnection page = open("page");
        open("first");
        after(1);
        open("second");
        connections.answered(page);
        open("third");
        assertThat(closed).containsExactly("first");
    }
}
