package io.dromedary.web;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.Set;

/**
 * Who may ask for what. A page of another site in the same browser may neither read nor change anything: it cannot call
 * this server by its name, whatever address that site gives itself, and what it sends says where it comes from.
 */
final class Gate implements Handler<RoutingContext> {

    private static final String SAME_ORIGIN = "same-origin";
    private static final String BEARER = "Bearer ";

    private final Set<String> names;
    private final Optional<Token> token;
    private final boolean readOnly;

    /**
     * @param names those by which the server may be called, in small letters
     * @param token what a request has to know, if anything
     * @param readOnly whether nothing may be asked for but to look
     */
    Gate(Set<String> names, Optional<Token> token, boolean readOnly) {
        this.names = names;
        this.token = token;
        this.readOnly = readOnly;
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerRequest request = context.request();
        HttpServerResponse response = context.response();
        protect(response);
        HostAndPort host = request.authority();
        if (host == null || !names.contains(WebAddress.bare(host.host()))) {
            Refusals.send(context, 403, "this server does not go by that name: see --http-bind");
        } else if (isFromAnotherSite(request, host)) {
            Refusals.send(context, 403, "requests of other sites are refused");
        } else if (!isKnown(request)) {
            response.putHeader("WWW-Authenticate", "Bearer");
            Refusals.send(context, 401, "a token is needed: send it as Authorization: Bearer");
        } else if (request.method().equals(HttpMethod.OPTIONS)) {
            response.putHeader("Allow", Refusals.allowed(request)).setStatusCode(204);
            context.end();
        } else if (!request.method().equals(HttpMethod.POST)) {
            context.next();
        } else if (readOnly) {
            Refusals.send(context, 403, "this server is read-only");
        } else if (!isJson(request.getHeader("Content-Type"))) {
            Refusals.send(context, 415, "Content-Type has to be application/json");
        } else {
            context.next();
        }
    }

    private static void protect(HttpServerResponse response) {
        response.putHeader(
                        "Content-Security-Policy",
                        "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", SAME_ORIGIN)
                .putHeader("Cross-Origin-Resource-Policy", SAME_ORIGIN)
                .putHeader("Cache-Control", "no-cache");
    }

    /** A browser says of each request that a page makes where the page is from; what is no browser says nothing. */
    private static boolean isFromAnotherSite(HttpServerRequest request, HostAndPort host) {
        boolean changes = request.method().equals(HttpMethod.POST);
        if (!changes && !request.path().startsWith("/api/")) {
            return false;
        }
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals(SAME_ORIGIN) && (changes || !site.equals("none"));
        }
        String origin = request.getHeader("Origin");
        String authority = request.getHeader("Host");
        return origin != null && !origin.equalsIgnoreCase("http://" + (authority == null ? host : authority));
    }

    private boolean isKnown(HttpServerRequest request) {
        if (token.isEmpty() || isOpen(request)) {
            return true;
        }
        String given = request.getHeader("Authorization");
        return given != null
                && given.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && token.get().is(given.substring(BEARER.length()).strip());
    }

    /** The page itself, which asks for the token, and what a supervisor asks. */
    private static boolean isOpen(HttpServerRequest request) {
        String path = request.path();
        return path.equals("/") || path.startsWith("/assets/") || path.equals("/observe/health/live");
    }

    private static boolean isJson(String type) {
        return type != null && type.split(";", 2)[0].strip().equalsIgnoreCase("application/json");
    }
}
