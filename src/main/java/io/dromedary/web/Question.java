package io.dromedary.web;

import io.vertx.core.http.HttpServerRequest;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.component.platform.http.vertx.HttpMessage;

/** What came in. */
final class Question {

    private final Exchange exchange;
    private final HttpServerRequest request;

    Question(Exchange exchange) {
        this.exchange = exchange;
        this.request = exchange.getMessage(HttpMessage.class).getRequest();
    }

    String path() {
        return request.path();
    }

    /** Who asks, for the audit. */
    String by() {
        return "somebody at " + request.remoteAddress().hostAddress() + " through the status page";
    }

    /** A parameter of the address, or nothing. */
    String parameter(String name) {
        String value = request.getParam(name);
        return value == null ? "" : value;
    }

    /**
     * A parameter that has to be there.
     *
     * @throws IllegalArgumentException if it is not
     */
    String required(String name) {
        String value = parameter(name);
        if (value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    /**
     * A number.
     *
     * @throws IllegalArgumentException if it is none, or not within the limits
     */
    long number(String name, long otherwise, long least, long most) {
        String value = parameter(name);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Said below.
        }
        throw new IllegalArgumentException(name + " is no number from " + least + " to " + most);
    }

    /**
     * The texts of the body.
     *
     * @throws IllegalArgumentException if it is no object of texts
     */
    Map<String, String> body() {
        byte[] body = exchange.getMessage().getBody(byte[].class);
        return Json.texts(body == null ? new byte[0] : body);
    }
}
