package io.dromedary.web;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;

/** Counts what goes through each route. */
final class RouteCounters implements RoutePolicyFactory {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    /** What went through one route. */
    static final class Counter extends RoutePolicySupport {

        private final LongAdder exchanges = new LongAdder();
        private final LongAdder failed = new LongAdder();
        private final LongAdder millis = new LongAdder();

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            exchanges.increment();
            millis.add(exchange.getClock().elapsed());
            if (exchange.isFailed()) {
                failed.increment();
            }
        }

        long exchanges() {
            return exchanges.sum();
        }

        long failed() {
            return failed.sum();
        }

        /** How long one takes on average, in milliseconds. */
        double mean() {
            long count = exchanges.sum();
            return count == 0 ? 0 : (double) millis.sum() / count;
        }
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext context, String route, NamedNode definition) {
        return of(route);
    }

    /** The counter of a route, also of one that has counted nothing yet. */
    Counter of(String route) {
        return counters.computeIfAbsent(route, id -> new Counter());
    }
}
