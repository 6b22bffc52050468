package io.dromedary.web;

import io.dromedary.audit.LogTail;
import io.dromedary.operator.Operator;
import java.io.IOException;
import java.nio.file.Path;

/** The end of a job's log, or what of it has a text. */
final class LogAnswer {

    private static final int MOST_LINES = 500;
    private static final int LINES = 200;

    private final Operator operator;

    LogAnswer(Operator operator) {
        this.operator = operator;
    }

    Answer answer(Question question) throws IOException {
        // Nothing that a request says names a file: the job does.
        Path log = operator.status(question.required("job")).job().log();
        long before = question.number("before", Long.MAX_VALUE, 0, Long.MAX_VALUE);
        int limit = (int) question.number("limit", LINES, 1, MOST_LINES);
        LogTail tail = LogTail.read(log, question.parameter("search"), limit, before);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("lines");
            for (LogTail.Line line : tail.lines()) {
                json.writeStartObject();
                json.writeNumberField("at", line.at());
                json.writeStringField("text", line.text());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("more", tail.more());
            json.writeNumberField("before", tail.before());
            json.writeEndObject();
        });
    }
}
