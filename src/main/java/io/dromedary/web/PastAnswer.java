package io.dromedary.web;

import io.dromedary.audit.LineTime;
import io.dromedary.audit.Summary;
import io.dromedary.operator.Bucket;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.dromedary.operator.Past;
import io.dromedary.operator.StatusJson;
import java.time.Duration;
import java.util.Map;

/** What a job has done of late, for charts. */
final class PastAnswer {

    private static final int DAY = 24;
    private static final int MOST_HOURS = 90 * DAY;
    private static final double MILLIS = 1000.0;

    private final Operator operator;
    private final Map<String, History> histories;
    private final LineTime time;

    PastAnswer(Operator operator, Map<String, History> histories, LineTime time) {
        this.operator = operator;
        this.histories = histories;
        this.time = time;
    }

    Answer answer(Question question) {
        String job = operator.status(question.required("job")).job().name();
        Past past = histories.get(job).past(Duration.ofHours(question.number("hours", DAY, 1, MOST_HOURS)));
        StatusJson form = new StatusJson(time);
        return Answer.json(json -> {
            json.writeStartObject();
            json.writeStringField("job", job);
            json.writeNumberField("step", past.step().toSeconds());
            json.writeStringField("from", time.exact(past.from()));
            json.writeArrayFieldStart("buckets");
            for (Bucket bucket : past.buckets()) {
                json.writeStartObject();
                json.writeStringField("start", time.exact(bucket.start()));
                json.writeNumberField("passes", bucket.passes());
                json.writeNumberField("files", bucket.files());
                json.writeNumberField("bytes", bucket.bytes());
                json.writeNumberField("seconds", bucket.millis() / MILLIS);
                json.writeNumberField("longest", bucket.longest() / MILLIS);
                json.writeNumberField("problems", bucket.problems());
                json.writeStringField("worst", bucket.worst().word());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeArrayFieldStart("passes");
            for (Summary pass : past.notable()) {
                form.write(json, pass);
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }
}
