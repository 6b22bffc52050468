package io.dromedary.web;

import io.dromedary.UnusableException;
import io.dromedary.operator.Operator.NoSuchJobException;
import io.dromedary.operator.Operator.NoSuchPlanException;
import io.dromedary.tree.Failure;
import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A step that answers a question, or says in a sentence why it cannot. */
final class Answering implements Processor {

    private static final Logger LOG = LoggerFactory.getLogger(Answering.class);

    /** Knows the answer. */
    @FunctionalInterface
    interface Teller {
        Answer answer(Question question) throws IOException, UnusableException, InterruptedException;
    }

    private final Teller teller;

    Answering(Teller teller) {
        this.teller = teller;
    }

    @Override
    public void process(Exchange exchange) {
        Answer answer = answer(new Question(exchange));
        Message message = exchange.getMessage();
        // What a request says in its headers and parameters must not come back in those of the answer.
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, answer.status());
        message.setHeader(Exchange.CONTENT_TYPE, answer.type());
        message.setBody(answer.body());
    }

    private Answer answer(Question question) {
        try {
            return teller.answer(question);
        } catch (NoSuchJobException e) {
            return Answer.error(404, e.getMessage());
        } catch (NoSuchPlanException e) {
            return Answer.error(409, e.getMessage());
        } catch (IllegalArgumentException e) {
            return Answer.error(400, e.getMessage());
        } catch (UnusableException e) {
            return Answer.error(503, e.getMessage());
        } catch (IOException e) {
            return Answer.error(500, Failure.inWords(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Answer.error(503, "the program is stopping");
        } catch (RuntimeException e) {
            LOG.error("{} could not be answered", question.path(), e);
            return Answer.error(500, "the server could not answer; its console says why");
        }
    }
}
