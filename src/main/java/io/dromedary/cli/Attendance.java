package io.dromedary.cli;

import io.dromedary.FolderSync;
import io.dromedary.audit.Event;
import io.dromedary.camel.DromedaryComponent;
import io.dromedary.camel.RouteBeans;
import io.dromedary.operator.Operator;
import io.dromedary.operator.Requests;
import io.dromedary.operator.StatusFiles;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.camel.CamelContext;

/** What a running instance does for the people who run it. */
final class Attendance implements AutoCloseable {

    private final StatusFiles statusFiles;
    private final ScheduledThreadPoolExecutor looker = new ScheduledThreadPoolExecutor(1);

    /** @param stays whether there will be time to ask for something */
    Attendance(CamelContext context, DromedaryComponent component, RouteBeans beans, boolean stays) throws Exception {
        List<FolderSync> jobs = List.copyOf(component.jobs());
        InstantSource clock = InstantSource.system();
        statusFiles = new StatusFiles(jobs, Version.number(), clock, stays);
        if (stays) {
            Operator operator = new Operator(component, event -> tell(beans, event), clock);
            for (FolderSync sync : jobs) {
                context.addRoutes(new Requests(context, sync.job().name(), sync.stateFolder(), operator, looker));
            }
        }
    }

    private void tell(RouteBeans beans, Event asked) {
        statusFiles.look();
        beans.tell(asked);
    }

    @Override
    public void close() {
        looker.shutdown();
        statusFiles.close();
    }
}
