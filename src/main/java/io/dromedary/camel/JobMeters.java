package io.dromedary.camel;

import io.dromedary.JobStatus;
import io.dromedary.PassListener;
import io.dromedary.audit.Summary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Supplier;
import org.apache.camel.component.micrometer.MicrometerConstants;
import org.apache.camel.component.micrometer.MicrometerUtils;
import org.apache.camel.spi.Registry;

/**
 * Gives a job its meters as soon as there is a registry that somebody could read them from: one that the application
 * brings, or one that a route with a {@code micrometer:} endpoint has made, which may be later than the job. A registry of
 * our own would be seen by nobody, and loading its classes is a good part of a short run.
 */
final class JobMeters implements PassListener {

    private final Registry beans;
    private final String job;
    private final Supplier<JobStatus> status;
    private PassMetrics meters;

    JobMeters(Registry beans, String job, Supplier<JobStatus> status) {
        this.beans = beans;
        this.job = job;
        this.status = status;
        look();
    }

    @Override
    public synchronized void ended(Summary summary) {
        look();
        if (meters != null) {
            meters.ended(summary);
        }
    }

    private void look() {
        if (meters == null) {
            MeterRegistry registry =
                    MicrometerUtils.getMeterRegistryFromCamelRegistry(beans, MicrometerConstants.METRICS_REGISTRY_NAME);
            meters = registry == null ? null : new PassMetrics(registry, job, status);
        }
    }
}
