package io.dromedary.camel;

import io.dromedary.Carried;
import io.dromedary.FolderSync;
import io.dromedary.Pass;
import io.dromedary.apply.Outcome;
import io.dromedary.audit.Event;
import java.util.Iterator;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.apache.camel.support.SynchronizationAdapter;

/** The sync processor: takes one step of a pass. */
final class DromedaryProducer extends DefaultProducer {

    private static final String DONE = Outcome.DONE.word();

    private final Step step;
    private final String jobName;
    private final boolean whenDue;

    DromedaryProducer(DromedaryEndpoint endpoint) {
        super(endpoint);
        this.step = endpoint.getStep();
        this.jobName = endpoint.jobName();
        this.whenDue = endpoint.isWhenDue();
    }

    @Override
    public DromedaryEndpoint getEndpoint() {
        return (DromedaryEndpoint) super.getEndpoint();
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        String name = jobName == null ? message.getHeader(Headers.JOB, String.class) : jobName;
        FolderSync sync = getEndpoint().getComponent().job(name);
        if (step == Step.plan) {
            plan(sync, exchange);
            return;
        }
        Optional<Pass> pass = sync.pass(number(message, Headers.PASS));
        if (pass.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        switch (step) {
            case copy -> copy(pass.get(), exchange);
            case delete ->
                message.setBody(messages(exchange.getContext(), pass.get().delete(number(message, Headers.SEQUENCE))));
            default ->
                message.setBody(messages(exchange.getContext(), pass.get().finish()));
        }
    }

    private void plan(FolderSync sync, Exchange exchange) {
        Optional<Pass> due = whenDue ? sync.beginWhenDue() : sync.beginUnlessPaused();
        if (due.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        Pass pass = due.get();
        Message message = exchange.getMessage();
        if (message.hasHeaders()) {
            message.setHeader(Headers.JOB, pass.job());
            message.setHeader(Headers.PASS, pass.number());
        } else {
            // What comes next is split, and each part begins as a copy of this.
            message = PassMessage.pass(exchange.getContext(), pass.job(), pass.number());
            exchange.setMessage(message);
        }
        message.setBody(new PlannedPass(exchange.getContext(), pass, RouteBeans.threads(sync.job())));
        exchange.getExchangeExtension().addOnCompletion(new SynchronizationAdapter() {
            @Override
            public void onDone(Exchange done) {
                sync.abandon(pass);
            }
        });
    }

    /** What changed nothing, and a message that came twice, has nothing to tell and goes no further. */
    private static void copy(Pass pass, Exchange exchange) {
        Message message = exchange.getMessage();
        Optional<Carried> carried = pass.copy(number(message, Headers.SEQUENCE));
        Optional<Event> event = carried.flatMap(Carried::event);
        if (event.isEmpty()) {
            exchange.setRouteStop(true);
            return;
        }
        boolean done = event.get().outcome().equals(DONE);
        boolean isFile = done && Headers.isFile(carried.get());
        tell(message, event.get(), isFile ? carried.get() : null);
        if (done) {
            message.setBody(isFile ? carried.get().file().toFile() : null);
        }
    }

    /** In a task that comes from elsewhere, or through a step that made a message of its own, there are headers only. */
    private static void tell(Message message, Event event, Carried file) {
        if (message instanceof PassMessage own) {
            own.tell(event, file);
            return;
        }
        Headers.write(event, message.getHeaders());
        if (file != null) {
            Headers.writeFile(file, message.getHeaders());
        }
    }

    private static Iterator<Message> messages(CamelContext context, Iterator<Event> events) {
        return new Mapped<>(events, event -> PassMessage.of(context, event));
    }

    private static long number(Message message, String header) {
        Object value = message.getHeader(header);
        return value instanceof Long number ? number : message.getHeader(header, 0L, Long.class);
    }
}
