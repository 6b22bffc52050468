package io.dromedary.web;

import io.dromedary.operator.Operator;
import java.io.IOException;
import java.util.Map;

/** What a person asks a job to do. */
final class ActionAnswers {

    private final Operator operator;

    ActionAnswers(Operator operator) {
        this.operator = operator;
    }

    Answer now(Question question) {
        return sentence(operator.now(job(question.body()), question.by()));
    }

    Answer pause(Question question) throws IOException {
        return sentence(operator.pause(job(question.body()), question.by()));
    }

    Answer resume(Question question) throws IOException {
        return sentence(operator.resume(job(question.body()), question.by()));
    }

    Answer confirm(Question question) {
        Map<String, String> body = question.body();
        return sentence(operator.confirm(job(body), required(body, "plan"), question.by()));
    }

    private static String job(Map<String, String> body) {
        return required(body, "job");
    }

    private static String required(Map<String, String> body, String name) {
        String value = body.get(name);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException(name + " is missing");
        }
        return value;
    }

    private static Answer sentence(String answer) {
        return Answer.of(Json.TYPE, Json.one("answer", answer));
    }
}
