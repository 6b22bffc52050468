package io.dromedary.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who may ask for what. A page of another site must neither read nor do anything here, although the browser that shows it
 * can reach this server: so a request has to name this server ({@code Host}, against names that are made to lead here), and
 * what does something has to come from its own page, or from no browser at all.
 */
final class Doorkeeper implements Handler<RoutingContext> {

    private static final String POLICY =
            "default-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self';"
                    + " frame-ancestors 'none'; object-src 'none'";

    private final boolean readOnly;
    private final Optional<Token> token;
    private final Set<String> hosts = new TreeSet<>(Set.of("localhost", "127.0.0.1", "[::1]", "::1"));

    /** @param token what has to be known, if anything has to be */
    Doorkeeper(WebOptions options, Optional<Token> token) {
        this.readOnly = options.readOnly();
        this.token = token;
        hosts.add(options.bind().toLowerCase(Locale.ROOT));
        if (!options.isLocal()) {
            addOwnNames();
        }
    }

    private void addOwnNames() {
        try {
            InetAddress self = InetAddress.getLocalHost();
            hosts.add(self.getHostName().toLowerCase(Locale.ROOT));
            hosts.add(self.getCanonicalHostName().toLowerCase(Locale.ROOT));
        } catch (UnknownHostException e) {
            // A machine without a name has its addresses.
        }
        try {
            for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(network.getInetAddresses())) {
                    hosts.add(address.getHostAddress().toLowerCase(Locale.ROOT).replaceFirst("%.*", ""));
                }
            }
        } catch (SocketException e) {
            // Then only the address that it was told to listen on.
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", POLICY)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .putHeader("Cache-Control", "no-cache");
        if (!isOurs(request.authority() == null ? null : request.authority().host())) {
            refuse(context, 403, "this server has another name: ask for it by its address");
        } else if (!isOpen(request)
                && !token.map(known -> known.isIn(request.getHeader("Authorization")))
                        .orElse(true)) {
            response.putHeader("WWW-Authenticate", "Bearer");
            refuse(context, 401, "give the token: it is in the file http-token of the state folder");
        } else if (isAsking(request)) {
            ask(context);
        } else {
            context.next();
        }
    }

    private void ask(RoutingContext context) {
        HttpServerRequest request = context.request();
        String type = request.getHeader("Content-Type");
        if (readOnly) {
            refuse(context, 403, "this server only tells: it was started with --http-read-only");
        } else if (request.method() != HttpMethod.POST) {
            context.response().putHeader("Allow", "POST");
            refuse(context, 405, "ask with POST");
        } else if (!isSameSite(request)) {
            refuse(context, 403, "a page of another site may not ask for this");
        } else if (type == null || !type.split(";")[0].strip().equalsIgnoreCase("application/json")) {
            refuse(context, 400, "the body must be JSON: Content-Type application/json");
        } else {
            context.next();
        }
    }

    private boolean isOurs(String host) {
        return host != null && hosts.contains(host.toLowerCase(Locale.ROOT));
    }

    /** What tells nothing of anybody. */
    private static boolean isOpen(HttpServerRequest request) {
        String path = request.path();
        return path.equals("/")
                || path.equals("/favicon.ico")
                || path.startsWith("/assets/")
                || path.equals("/observe/health/live");
    }

    /** Whether a request wants something to be done. */
    private static boolean isAsking(HttpServerRequest request) {
        return Api.ACTIONS.contains(request.path())
                || request.method() != HttpMethod.GET && request.method() != HttpMethod.HEAD;
    }

    private boolean isSameSite(HttpServerRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null && !site.equals("same-origin")) {
            return false;
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            // A browser sends one with each POST; who sends none is none.
            return true;
        }
        try {
            return request.authority()
                    .toString()
                    .equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static void refuse(RoutingContext context, int status, String why) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(Json.error(why));
    }
}
