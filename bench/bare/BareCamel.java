import org.apache.camel.main.Main;

/** What camel-main costs by itself: two routes from YAML, one message from a timer, and the end. */
public final class BareCamel {

    private final Main main;

    private BareCamel(Main main) {
        this.main = main;
    }

    /** Called by the second route. */
    public void end() {
        main.completed();
    }

    /** Takes the folder of the routes. */
    public static void main(String... arguments) throws Exception {
        Main main = new Main();
        main.configure().withRoutesIncludePattern("file:" + arguments[0] + "/*.camel.yaml");
        main.bind("bare", new BareCamel(main));
        main.run();
    }
}
