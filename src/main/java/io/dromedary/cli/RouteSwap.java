package io.dromedary.cli;

import io.dromedary.camel.RouteBeans;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.Suspendable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.service.ServiceHelper;

/**
 * Puts the routes of one file in the place of those that an earlier text of it had. Nothing else is touched, and if the new
 * ones do not start, the old ones come back.
 */
final class RouteSwap {

    /** Whoever sends to a route that is being replaced waits, but not for ever. */
    private static final long SECONDS_TO_REST = 2;

    private final CamelContext context;
    private final Model model;
    private final RouteBeans beans;
    private final Map<Resource, List<String>> routes = new IdentityHashMap<>();

    RouteSwap(CamelContext context, RouteBeans beans) {
        this.context = context;
        this.model = context.getCamelContextExtension().getContextPlugin(Model.class);
        this.beans = beans;
        for (RouteDefinition route : model.getRouteDefinitions()) {
            routes.computeIfAbsent(route.getResource(), resource -> new ArrayList<>())
                    .add(route.getRouteId());
        }
    }

    /** New routes that do not run, with the reason. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /**
     * A change of one file.
     *
     * @param old the routes that it had
     * @param text the routes that it has now, where they have an id
     */
    private record Edit(Resource before, Resource next, List<String> old, Map<String, RouteDefinition> text) {}

    /**
     * Replaces the routes of a file.
     *
     * @param before the text that runs, or null if there is none
     * @param next the text that is to run, or null if there is none any more
     * @return false if the routes are busy: the old ones go on, and it may be tried again
     * @throws RefusedException if the new text is none or does not start: the old routes go on
     */
    boolean replace(Resource before, Resource next) throws InterruptedException {
        List<String> old = before == null ? List.of() : routes.getOrDefault(before, List.of());
        Edit edit = new Edit(before, next, old, next == null ? Map.of() : read(next, old));
        if (old.stream().map(context::getRoute).noneMatch(RouteSwap::writesAudit)) {
            return exchangeAtRest(edit);
        }
        beans.replaceAudit(SECONDS_TO_REST, () -> exchangeAtRest(edit), between -> {
            suspend(running(old));
            exchange(edit, between);
        });
        return true;
    }

    private static boolean writesAudit(Route route) {
        return route != null && route.getEndpoint().getEndpointBaseUri().equals("direct://audit");
    }

    /** Reads the text without any effect on what runs, and gives its routes by their ids. */
    private Map<String, RouteDefinition> read(Resource next, List<String> old) {
        Map<String, RouteDefinition> read = new HashMap<>();
        try {
            for (RoutesBuilder builder : PluginHelper.getRoutesLoader(context).findRoutesBuilders(next)) {
                RouteBuilder text = (RouteBuilder) builder;
                for (RouteDefinition route : text.configureRoutes(context).getRoutes()) {
                    String id = route.getRouteId();
                    if (id != null && !old.contains(id) && model.getRouteDefinition(id) != null) {
                        throw new IllegalArgumentException("route " + id + " is in "
                                + model.getRouteDefinition(id).getLocation() + " already: give it another id");
                    }
                    read.put(id, route);
                }
                checkPlain(text);
            }
            return read;
        } catch (Exception e) {
            throw refusal(next, read, e);
        }
    }

    /** Others are not bound to their file, so they cannot be replaced with it. */
    private static void checkPlain(RouteBuilder text) {
        boolean plain = text.getRouteTemplateCollection().getRouteTemplates().isEmpty()
                && text.getTemplatedRouteCollection().getTemplatedRoutes().isEmpty()
                && text.getRestCollection().getRests().isEmpty()
                && (!(text instanceof RouteConfigurationBuilder more)
                        || more.getRouteConfigurationCollection()
                                .getRouteConfigurations()
                                .isEmpty());
        if (!plain) {
            throw new IllegalArgumentException(
                    "only a file of plain routes takes effect at once: start the program again");
        }
    }

    private static RefusedException refusal(Resource next, Map<String, RouteDefinition> text, Exception e) {
        String why = RouteFailure.inOneLine(text::get, e);
        return new RefusedException(why.contains(next.getLocation()) ? why : next.getLocation() + ": " + why, e);
    }

    private boolean exchangeAtRest(Edit edit) {
        if (!comeToRest(edit.old())) {
            return false;
        }
        exchange(edit, () -> {});
        return true;
    }

    private void exchange(Edit edit, Runnable between) {
        try {
            remove(edit.old());
            between.run();
            if (edit.next() != null) {
                load(edit.next());
            }
            routes.remove(edit.before());
        } catch (Exception e) {
            Resource place = edit.next() == null ? edit.before() : edit.next();
            throw putBack(edit.before(), refusal(place, edit.text(), e));
        }
    }

    private RefusedException putBack(Resource before, RefusedException refused) {
        try {
            if (before != null) {
                load(before);
            }
            return refused;
        } catch (Exception e) {
            return new RefusedException(
                    refused.getMessage() + "; what ran before does not start any more: " + Failures.inOneLine(e), e);
        }
    }

    /** Lets nothing more into the routes, and waits for what is in them; if that takes long, they go on. */
    private boolean comeToRest(List<String> ids) {
        List<Route> found = running(ids);
        if (found.stream().anyMatch(RouteSwap::makesPasses) && !isQuiet(ids)) {
            // A pass takes as long as it takes.
            return false;
        }
        suspend(found);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_REST);
        while (!isQuiet(ids) && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
        if (isQuiet(ids)) {
            return true;
        }
        for (Route route : found) {
            if (route.getConsumer() instanceof Suspendable) {
                ServiceHelper.resumeService(route.getConsumer());
            }
        }
        return false;
    }

    private List<Route> running(List<String> ids) {
        return ids.stream().map(context::getRoute).filter(Objects::nonNull).toList();
    }

    private static void suspend(List<Route> running) {
        for (Route route : running) {
            if (route.getConsumer() instanceof Suspendable) {
                ServiceHelper.suspendService(route.getConsumer());
            }
        }
    }

    private static boolean makesPasses(Route route) {
        return route.getRouteId().startsWith(RouteFiles.SYNC_ROUTE);
    }

    private boolean isQuiet(List<String> ids) {
        return ids.stream().allMatch(id -> context.getInflightRepository().size(id) == 0);
    }

    private void remove(List<String> ids) throws Exception {
        for (String id : ids) {
            if (context.getRoute(id) != null) {
                context.getRouteController().stopRoute(id, SECONDS_TO_REST, TimeUnit.SECONDS);
                context.removeRoute(id);
            }
            RouteDefinition left = model.getRouteDefinition(id);
            if (left != null) {
                model.removeRouteDefinition(left);
            }
        }
    }

    private void load(Resource next) throws Exception {
        Set<RouteDefinition> others = Collections.newSetFromMap(new IdentityHashMap<>());
        others.addAll(model.getRouteDefinitions());
        try {
            PluginHelper.getRoutesLoader(context).loadRoutes(next);
            routes.put(next, added(others));
        } catch (Exception e) {
            remove(added(others));
            throw e;
        }
    }

    private List<String> added(Set<RouteDefinition> others) {
        return model.getRouteDefinitions().stream()
                .filter(route -> !others.contains(route))
                .map(RouteDefinition::getRouteId)
                .toList();
    }
}
