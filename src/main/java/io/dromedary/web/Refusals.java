package io.dromedary.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers of the server itself to what no route takes. */
final class Refusals {

    private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

    private static final Map<Integer, String> SENTENCES = Map.of(
            400, "this request cannot be understood",
            404, "there is nothing under this path",
            405, "this cannot be asked for in this way",
            413, "a request has at most " + WebServer.LARGEST_BODY + " bytes",
            500, "the server could not answer; its console says why",
            503, "the server starts or stops: try again");

    private Refusals() {}

    static void answer(Router router) {
        SENTENCES.forEach((status, sentence) -> router.errorHandler(status, context -> {
            if (status == 404 && isStarting(router)) {
                // A browser that was quicker than the routes tries again by itself.
                context.response().putHeader("Retry-After", "1").putHeader("Refresh", "1");
                send(context, 503, SENTENCES.get(503));
                return;
            }
            if (status == 405) {
                context.response().putHeader("Allow", allowed(context.request()));
            }
            if (status == 500 && context.failure() != null) {
                LOG.error("{} could not be answered", context.request().path(), context.failure());
            }
            send(context, status, sentence);
        }));
    }

    /** Whether only the gate is there yet. */
    private static boolean isStarting(Router router) {
        return router.getRoutes().size() <= 1;
    }

    /** What a path takes. */
    static String allowed(HttpServerRequest request) {
        return WebRoutes.ACTIONS.contains(request.path()) ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
    }

    static void send(RoutingContext context, int status, String sentence) {
        if (context.response().headWritten() || context.response().closed()) {
            return;
        }
        context.response().setStatusCode(status).putHeader("Content-Type", Json.TYPE);
        context.end(Buffer.buffer(Json.error(sentence)));
    }
}
