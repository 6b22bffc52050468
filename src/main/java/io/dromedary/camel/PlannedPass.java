package io.dromedary.camel;

import io.dromedary.Pass;
import io.dromedary.Task;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Message;

/** A pass as the body of a message: a route splits its copies, and then its deletions. */
public final class PlannedPass {

    private final CamelContext context;
    private final Pass pass;
    private final int lanes;

    /** @param lanes how many threads copy */
    PlannedPass(CamelContext context, Pass pass, int lanes) {
        this.context = context;
        this.pass = pass;
        this.lanes = lanes;
    }

    /** The {@link #getCopies() copies}, dealt out to as many iterators as there are threads that copy. */
    public List<Iterator<Message>> getLanes() {
        Iterator<Task> copies = pass.copies();
        return Stream.generate(() -> messages(new Lane(copies))).limit(lanes).toList();
    }

    /** One message for each entry to create, copy, update, move or adjust. */
    public Iterator<Message> getCopies() {
        return messages(pass.copies());
    }

    /** One message for each file that was in motion when it was copied, and is to be tried once more. */
    public Iterator<Message> getSecondTries() {
        return messages(pass.secondTries());
    }

    /** One message for each topmost entry to remove. */
    public Iterator<Message> getDeletions() {
        return messages(pass.deletions());
    }

    private Iterator<Message> messages(Iterator<Task> tasks) {
        Long number = pass.number();
        return new Mapped<>(tasks, task -> PassMessage.task(context, pass.job(), number, task.sequence()));
    }

    @Override
    public String toString() {
        return "pass " + pass.number() + " of job " + pass.job();
    }
}
