package io.dromedary.web;

import com.fasterxml.jackson.core.JsonGenerator;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.component.micrometer.MicrometerConstants;

/** The routes that are loaded, with what Camel has counted of them. */
final class RoutesAnswer {

    private final CamelContext context;
    private final MeterRegistry meters;

    RoutesAnswer(CamelContext context, MeterRegistry meters) {
        this.context = context;
        this.meters = meters;
    }

    Answer answer(Question question) {
        return Answer.json(this::write);
    }

    private void write(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Route route : context.getRoutes()) {
            String id = route.getRouteId();
            Timer timer = meters.find(MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_METER_NAME)
                    .tag(MicrometerConstants.ROUTE_ID_TAG, id)
                    .timer();
            Counter failed = meters.find(MicrometerConstants.DEFAULT_CAMEL_ROUTE_POLICY_EXCHANGES_FAILED_METER_NAME)
                    .tag(MicrometerConstants.ROUTE_ID_TAG, id)
                    .counter();
            json.writeStartObject();
            json.writeStringField("id", id);
            json.writeStringField("description", route.getDescription());
            json.writeStringField(
                    "status", context.getRouteController().getRouteStatus(id).name());
            json.writeNumberField("exchanges", timer == null ? 0 : timer.count());
            json.writeNumberField("failed", failed == null ? 0 : (long) failed.count());
            json.writeNumberField("inflight", context.getInflightRepository().size(id));
            json.writeNumberField(
                    "meanMillis", timer == null ? 0 : Math.round(timer.mean(TimeUnit.MICROSECONDS)) / 1000.0);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
