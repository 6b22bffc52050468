package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.UnusableException;
import io.dromedary.audit.Event;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.camel.RouteBeans;
import io.dromedary.operator.History;
import io.dromedary.operator.Operator;
import io.dromedary.operator.Requests;
import io.dromedary.operator.StatusFiles;
import io.dromedary.web.WebOptions;
import io.dromedary.web.WebServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;

/** What a running instance does for the people who run it. */
final class Attendance implements AutoCloseable {

    private final CamelContext context;
    private final DromedaryComponent component;
    private final StatusFiles statusFiles;
    private final Operator operator;
    private final Map<String, History> histories = new TreeMap<>();
    private final ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1);

    /** @param stays whether there will be time to ask for something */
    Attendance(CamelContext context, DromedaryComponent component, RouteBeans beans, boolean stays) throws Exception {
        this.context = context;
        this.component = component;
        List<FolderSync> jobs = List.copyOf(component.jobs());
        InstantSource clock = InstantSource.system();
        statusFiles = new StatusFiles(jobs, Version.number(), clock, stays);
        operator = new Operator(component, event -> tell(beans, event), clock);
        if (stays) {
            for (FolderSync sync : jobs) {
                String name = sync.job().name();
                context.addRoutes(new Requests(context, name, sync.stateFolder(), operator, looker));
                History history = new History(sync.stateFolder());
                sync.addListener(history);
                histories.put(name, history);
            }
        }
    }

    /**
     * Serves the status page.
     *
     * @throws UnusableException if it cannot be served there
     */
    void serve(WebOptions options, Console console) throws UnusableException {
        WebServer server = WebServer.start(
                context, options, operator, component::job, histories, Version.number(), console::complain);
        console.say("status page at " + server.address());
    }

    private void tell(RouteBeans beans, Event asked) {
        statusFiles.look();
        beans.tell(asked);
    }

    @Override
    public void close() {
        looker.shutdown();
        statusFiles.close();
        histories.values().forEach(History::close);
    }
}
