package io.dromedary.cli;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.FailedToCreateRouteException;
import org.apache.camel.LineNumberAware;
import org.apache.camel.NamedNode;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;

/** Where in which route file a start went wrong. */
final class RouteFailure {

    /** How Camel marks the step at fault in its message. */
    private static final Pattern STEP = Pattern.compile(">>> (.*?) <<<");

    private RouteFailure() {}

    /** File, line and reason, on one line; of a failure that is no route's, the reason alone. */
    static String inOneLine(CamelContext context, Throwable failure) {
        return inOneLine(context.getCamelContextExtension().getContextPlugin(Model.class)::getRouteDefinition, failure);
    }

    /** @param routes gives the definition of a route by its id, or null */
    static String inOneLine(Function<String, RouteDefinition> routes, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof FailedToCreateRouteException route) {
                return place(routes, route) + Failures.inOneLine(failure);
            }
        }
        return Failures.inOneLine(failure);
    }

    private static String place(Function<String, RouteDefinition> routes, FailedToCreateRouteException failure) {
        RouteDefinition route = routes.apply(failure.getRouteId());
        if (route == null) {
            return "route " + failure.getRouteId() + ": ";
        }
        Matcher step = STEP.matcher(failure.getMessage());
        Optional<NamedNode> at = step.find() ? step(route, step.group(1)) : Optional.empty();
        LineNumberAware node = (LineNumberAware) at.orElse(route);
        return node.getLocation() + ", line " + node.getLineNumber() + ": ";
    }

    private static Optional<NamedNode> step(RouteDefinition route, String text) {
        return ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class).stream()
                .filter(node -> node.toString().equals(text))
                .map(NamedNode.class::cast)
                .findFirst();
    }
}
