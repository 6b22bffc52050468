package io.dromedary.camel;

import io.dromedary.FolderSync;
import io.dromedary.Job;
import io.dromedary.UnusableException;
import io.dromedary.audit.Event;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** Keeps a replica folder an exact copy of a source folder, in four steps that a route puts together. */
@Component("dromedary")
public class DromedaryComponent extends DefaultComponent {

    @Metadata(description = "Folder for index and lock of all jobs. By default the user's state folder.")
    private String stateDir;

    private final Map<String, FolderSync> jobs = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        DromedaryEndpoint endpoint = new DromedaryEndpoint(uri, this);
        endpoint.setStep(step(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private static Step step(String name) {
        for (Step step : Step.values()) {
            if (step.name().equals(name)) {
                return step;
            }
        }
        throw new IllegalArgumentException("dromedary:" + name + " is none of dromedary:plan, copy, delete and finish");
    }

    /** Makes a job known by its name. The component closes it when it stops. */
    public void register(FolderSync sync) {
        if (jobs.putIfAbsent(sync.job().name(), sync) != null) {
            throw new IllegalArgumentException(
                    "two jobs are named " + sync.job().name());
        }
        sync.addListener(
                new JobMeters(getCamelContext().getRegistry(), sync.job().name(), sync::status));
    }

    /** Opens and registers a job, unless it is there. */
    synchronized void ensure(Job job) throws UnusableException {
        FolderSync known = jobs.get(job.name());
        if (known == null) {
            Path state = stateDir == null ? FolderSync.defaultStateRoot() : Path.of(stateDir);
            register(FolderSync.open(job, state, Clock.systemDefaultZone()));
        } else if (!known.job().equals(job)) {
            throw new IllegalArgumentException(
                    "job " + job.name() + " is given twice with different options: name one of them with ?job=");
        }
    }

    /**
     * A registered job.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    FolderSync job(String name) {
        FolderSync sync = name == null ? null : jobs.get(name);
        if (sync == null) {
            throw new IllegalArgumentException(
                    name == null
                            ? "no job is named: give ?job=, or ?source= and ?replica="
                            : "no job is named " + name);
        }
        return sync;
    }

    /** The jobs that are known. */
    public Collection<FolderSync> jobs() {
        return List.copyOf(jobs.values());
    }

    /** Notes that an event of a job is in the audit. */
    void told(Event event) {
        FolderSync sync = jobs.get(event.job());
        if (sync != null) {
            sync.told(event);
        }
    }

    /** Ends the passes under way as soon as that is safe. */
    public void stopPasses() {
        jobs.values().forEach(FolderSync::stop);
    }

    @Override
    protected void doShutdown() throws Exception {
        stopPasses();
        jobs.values().forEach(FolderSync::close);
        jobs.clear();
        super.doShutdown();
    }

    public String getStateDir() {
        return stateDir;
    }

    public void setStateDir(String stateDir) {
        this.stateDir = stateDir;
    }
}
