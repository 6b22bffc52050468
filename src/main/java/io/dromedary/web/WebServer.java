package io.dromedary.web;

import io.dromedary.UnusableException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.net.BindException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.Registry;

/**
 * Listens, and hands what passes the {@link Gate} to the routes of a Camel context. Camel's own server would listen only
 * when its context starts, and has neither time limits nor a bound on connections.
 */
public final class WebServer implements AutoCloseable {

    /** In bytes. */
    static final int LARGEST_BODY = 8 * 1024;

    private static final int LARGEST_LINE = 8 * 1024;
    private static final int LARGEST_HEADERS = 16 * 1024;
    private static final int WORKERS = 4;
    private static final int PATIENCE_SECONDS = 5;
    private static final int BACKLOG = 128;

    private final WebAddress address;
    private final boolean readOnly;
    private final Optional<Token> token;
    private final Vertx vertx;
    private final Router router;
    private final HttpServer server;

    private WebServer(WebAddress address, boolean readOnly, Optional<Token> token) {
        this.address = address;
        this.readOnly = readOnly;
        this.token = token;
        this.vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(1)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(1)
                .setUseDaemonThread(true)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        this.router = Router.router(vertx);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxInitialLineLength(LARGEST_LINE)
                .setMaxHeaderSize(LARGEST_HEADERS)
                .setHttp2ClearTextEnabled(false)
                .setAcceptBacklog(BACKLOG)
                .setIdleTimeout(Connections.NEXT_REQUEST));
    }

    /**
     * Listens. Until there are routes, every request is told to come again.
     *
     * @param environment may have the token
     * @param stateDir may have it too, or gets it
     * @throws UnusableException if the port is taken, or there can be no token
     */
    public static WebServer listen(WebAddress address, boolean readOnly, Map<String, String> environment, Path stateDir)
            throws UnusableException {
        Optional<Token> token =
                address.isLoopback() ? Optional.empty() : Optional.of(Token.find(environment, stateDir));
        // Otherwise it looks for name servers, which nobody here asks anything.
        System.setProperty("vertx.disableDnsResolver", "true");
        // Otherwise newer releases of Java warn of how it takes memory.
        System.setProperty("io.netty.noUnsafe", "true");
        WebServer web = new WebServer(address, readOnly, token);
        try {
            web.open();
            return web;
        } catch (UnusableException | RuntimeException e) {
            web.close();
            throw e;
        }
    }

    private void open() throws UnusableException {
        router.route().handler(new Gate(address.names(), token, readOnly));
        Refusals.answer(router);
        Connections connections = new Connections(Connections.MOST, System::nanoTime);
        server.connectionHandler(connections::opened);
        // What a client does wrong, or ends too early, is its own affair.
        server.exceptionHandler(broken -> {});
        server.requestHandler(request -> {
            connections.asked(request.connection());
            request.response().endHandler(ended -> connections.answered(request.connection()));
            router.handle(request);
        });
        vertx.setPeriodic(TimeUnit.SECONDS.toMillis(1), timer -> connections.closeLate());
        try {
            await(server.listen(address.port(), address.address().getHostAddress()));
        } catch (ExecutionException e) {
            throw inUse(e.getCause());
        }
    }

    private UnusableException inUse(Throwable cause) {
        String where = "http " + address.given() + ":" + address.port();
        if (cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use")) {
            return new UnusableException(where + " is in use by another program: stop that one, or give another port");
        }
        String why = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return new UnusableException(where + " cannot be listened on: " + why + "; give another port or address");
    }

    private static <T> T await(Future<T> future) throws ExecutionException {
        CompletableFuture<T> done = new CompletableFuture<>();
        Handler<AsyncResult<T>> end = result -> {
            if (result.succeeded()) {
                done.complete(result.result());
            } else {
                done.completeExceptionally(result.cause());
            }
        };
        future.onComplete(end);
        try {
            return done.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CompletionException(e);
        } catch (TimeoutException e) {
            throw new ExecutionException("nothing happened in " + PATIENCE_SECONDS + " s", e);
        }
    }

    /** Lets the routes of a context that begin with {@code platform-http:} answer here. */
    void serve(CamelContext context) {
        VertxPlatformHttpServerConfiguration configuration = new VertxPlatformHttpServerConfiguration();
        configuration.setBindHost(address.address().getHostAddress());
        configuration.setBindPort(port());
        Registry registry = context.getRegistry();
        registry.bind("dromedaryHttp", configuration);
        VertxPlatformHttpRouter routes = new VertxPlatformHttpRouter(null, vertx, router, "dromedary") {
            @Override
            public Handler<RoutingContext> bodyHandler() {
                return BodyHandler.create(false).setBodyLimit(LARGEST_BODY);
            }
        };
        registry.bind(VertxPlatformHttpRouter.getRouterNameFromPort(port()), routes);
    }

    /** The port, also where the system chose it. */
    public int port() {
        return server.actualPort();
    }

    /** What a browser on this machine opens. */
    public String url() {
        return address.url(port());
    }

    /** Where the token stands, if one is needed. */
    public Optional<String> tokenPlace() {
        return token.map(Token::place);
    }

    boolean isReadOnly() {
        return readOnly;
    }

    /** Closes all connections, in the midst of an answer too. */
    @Override
    public void close() {
        try {
            await(vertx.close());
        } catch (ExecutionException e) {
            // It ends with the process.
        }
    }
}
