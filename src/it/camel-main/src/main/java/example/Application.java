package example;

import org.apache.camel.main.Main;

/** A plain camel-main application. Its routes are in {@code src/main/resources/camel}. */
public final class Application {

    private Application() {}

    public static void main(String[] arguments) throws Exception {
        new Main(Application.class).run(arguments);
    }
}
