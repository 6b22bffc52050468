package io.dromedary.cli;

import io.dromedary.UnusableException;
import io.dromedary.web.WebAddress;
import io.dromedary.web.WebServer;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Model.OptionSpec;

/** Options of the status page. */
final class WebOptions extends OptionGroup {

    private final OptionSpec port =
            add(valued("PORT", "--http").description("Serve a status page, health and metrics on this port."));

    private final OptionSpec bind =
            add(valued("ADDR", "--http-bind").description("Listen on this address, with a token (127.0.0.1)."));

    private final OptionSpec readOnly =
            add(flag("--http-read-only").description("Let nobody ask for anything through the page."));

    /** Whether there is to be a page. */
    boolean isGiven() {
        return port.getValue() != null;
    }

    /** Finds what does not fit together. */
    void check() {
        for (OptionSpec option : List.of(bind, readOnly)) {
            boolean given = option == readOnly ? readOnly.<Boolean>getValue() : bind.getValue() != null;
            if (given && !isGiven()) {
                throw new IllegalArgumentException(option.longestName() + " is for a status page: add --http PORT");
            }
        }
        if (isGiven()) {
            number();
        }
    }

    private int number() {
        String text = port.getValue();
        if (!text.strip().matches("[0-9]{1,5}") || Integer.parseInt(text.strip()) > 65_535) {
            throw new IllegalArgumentException("http is no port from 0 to 65535: " + text);
        }
        return Integer.parseInt(text.strip());
    }

    /** Listens, and says on the console where. */
    WebServer listen(Path stateDir, Console console) throws UnusableException {
        String given = bind.getValue();
        WebAddress address = WebAddress.of(given == null ? WebAddress.LOOPBACK : given.strip(), number());
        WebServer server = WebServer.listen(address, readOnly.<Boolean>getValue(), System.getenv(), stateDir);
        console.say("The status page is at " + server.url());
        server.tokenPlace()
                .ifPresent(place -> console.complain("the status page can be reached from other machines, without"
                        + " encryption; a token is needed, which stands in " + place));
        return server;
    }
}
