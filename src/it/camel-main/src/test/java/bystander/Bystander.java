package bystander;

import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.main.Main;

/** An application that does not name Dromedary. It says what runs in it, and ends. */
final class Bystander {

    private Bystander() {}

    public static void main(String[] arguments) {
        Main main = new Main();
        main.configure().addRoutesBuilder(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:own").routeId("own").log("the application's own route");
            }
        });
        main.start();
        CamelContext context = main.getCamelContext();
        context.createProducerTemplate().sendBody("direct:own", "");
        Set<String> routes = new TreeSet<>();
        context.getRoutes().stream().map(Route::getRouteId).forEach(routes::add);
        Set<String> threads = new TreeSet<>();
        Thread.getAllStackTraces().keySet().stream().map(Thread::getName).forEach(threads::add);
        System.out.println("routes: " + routes);
        System.out.println("components: " + new TreeSet<>(context.getComponentNames()));
        System.out.println("threads: " + threads);
        main.stop();
    }
}
