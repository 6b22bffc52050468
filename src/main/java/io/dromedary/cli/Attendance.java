package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.audit.Event;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.camel.RouteBeans;
import io.dromedary.operator.Alarms;
import io.dromedary.operator.Operator;
import io.dromedary.operator.Requests;
import io.dromedary.operator.StatusFiles;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;

/** What a running instance does for the people who run it. */
final class Attendance implements AutoCloseable {

    /** What a run of one pass waits at most until its alarms are told. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CamelContext context;
    private final DromedaryComponent component;
    private final Console console;
    private final boolean stays;
    private final StatusFiles statusFiles;
    private final Operator operator;
    private final ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1);
    private Alarms alarms;

    /** @param stays whether there will be time to ask for something */
    Attendance(CamelContext context, DromedaryComponent component, RouteBeans beans, Console console, boolean stays)
            throws Exception {
        this.context = context;
        this.component = component;
        this.console = console;
        this.stays = stays;
        List<FolderSync> jobs = List.copyOf(component.jobs());
        InstantSource clock = InstantSource.system();
        statusFiles = new StatusFiles(jobs, Version.number(), clock, stays);
        operator = new Operator(component, event -> tell(beans, event), clock);
        if (stays) {
            for (FolderSync sync : jobs) {
                context.addRoutes(new Requests(context, sync.job().name(), sync.stateFolder(), operator, looker));
            }
        }
    }

    /** What may be asked of the jobs. */
    Operator operator() {
        return operator;
    }

    private void tell(RouteBeans beans, Event asked) {
        statusFiles.look();
        beans.tell(asked);
    }

    /** Routes take messages from now on. */
    void begin() {
        if (stays) {
            alarms = alarms();
            alarms.start();
        }
    }

    /** No pass begins any more, and routes still take messages. */
    void end() {
        if (alarms != null) {
            // What a service has not told by now, the next start tells.
            alarms.close();
        } else if (context.getRoutes().stream().anyMatch(Alarms::takes)) {
            try (Alarms last = alarms()) {
                if (!last.tellLast(PATIENCE)) {
                    console.complain("not every alarm could be told; the next run tries again");
                }
            }
        }
    }

    private Alarms alarms() {
        Alarms watching = new Alarms(context, console::complain, Failures::inOneLine, InstantSource.system());
        component.jobs().forEach(watching::watch);
        return watching;
    }

    @Override
    public void close() {
        looker.shutdown();
        statusFiles.close();
    }
}
