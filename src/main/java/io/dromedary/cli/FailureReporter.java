package io.dromedary.cli;

import io.dromedary.operator.Alarms;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeRedeliveryEvent;
import org.apache.camel.support.EventNotifierSupport;

/** Says on one line that a step of a route failed, or is tried again. */
final class FailureReporter extends EventNotifierSupport {

    private final Console console;
    private Throwable reported;
    private String said;

    FailureReporter(Console console) {
        this.console = console;
        // Camel makes no events that nobody wants, and a pass has many exchanges.
        setIgnoreCamelContextEvents(true);
        setIgnoreRouteEvents(true);
        setIgnoreServiceEvents(true);
        setIgnoreExchangeCreatedEvent(true);
        setIgnoreExchangeCompletedEvent(true);
        setIgnoreExchangeSendingEvents(true);
        setIgnoreExchangeSentEvents(true);
        setIgnoreStepEvents(true);
    }

    @Override
    public boolean isEnabled(CamelEvent event) {
        return event instanceof ExchangeFailedEvent || event instanceof ExchangeRedeliveryEvent;
    }

    @Override
    public synchronized void notify(CamelEvent event) {
        if (event instanceof ExchangeRedeliveryEvent retry) {
            if (retry.getAttempt() == 1) {
                report(retry.getExchange(), "; it is tried again");
            }
        } else if (event instanceof ExchangeFailedEvent failed) {
            report(failed.getExchange(), "");
        }
    }

    private void report(Exchange exchange, String then) {
        Throwable cause = exchange.getException();
        if (cause == null) {
            cause = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
        }
        if (cause == null || cause == reported || exchange.getProperty(Alarms.TOLD) != null) {
            return;
        }
        reported = cause;
        String route = exchange.getProperty(Exchange.FAILURE_ROUTE_ID, exchange.getFromRouteId(), String.class);
        String what = "route " + route + " failed: " + Failures.inOneLine(cause);
        if (exchange.getContext().isStopping() && (cause instanceof RejectedExecutionException || what.equals(said))) {
            // A batch that is not tried again any more, or that had waited behind it. The reason was said before.
            return;
        }
        said = what;
        console.complain(what + then);
    }
}
