package io.dromedary.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;

/** Camel's server, with an end to how many connections there are and how long one may say nothing. */
final class BoundedHttpServer extends VertxPlatformHttpServer {

    private static final int MOST_CONNECTIONS = 200;
    private static final int IDLE_SECONDS = 60;
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEADERS = 8192;

    private final String host;
    private final int port;
    private final AtomicInteger connections = new AtomicInteger();
    private HttpServer server;

    BoundedHttpServer(VertxPlatformHttpServerConfiguration configuration) {
        super(configuration);
        this.host = configuration.getBindHost();
        this.port = configuration.getBindPort();
    }

    @Override
    protected void startServer() {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setMaxInitialLineLength(LONGEST_LINE)
                .setMaxHeaderSize(LONGEST_HEADERS)
                .setHandle100ContinueAutomatically(true);
        VertxPlatformHttpRouter router =
                VertxPlatformHttpRouter.lookup(getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(port));
        server = getVertx()
                .createHttpServer(options)
                .connectionHandler(this::count)
                .requestHandler(router);
        try {
            server.listen(port, host).toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void count(HttpConnection connection) {
        if (connections.incrementAndGet() > MOST_CONNECTIONS) {
            connection.close();
        }
        connection.closeHandler(closed -> connections.decrementAndGet());
    }

    @Override
    protected void stopServer() {
        if (server != null) {
            server.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public int getPort() {
        return server == null ? port : server.actualPort();
    }

    @Override
    public HttpServer getServer() {
        return server;
    }
}
