package io.dromedary.web;

import io.dromedary.JobStatus;
import io.dromedary.audit.PassResult;
import io.dromedary.operator.Operator;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Whether a job does its work: its last pass was made, the next one is not overdue. Paths with problems do not count, as
 * those are told of elsewhere and the rest goes on. That the program lives is another question, which this does not answer.
 */
final class JobHealth extends AbstractHealthCheck {

    private final Operator operator;
    private final String job;

    JobHealth(Operator operator, String job) {
        super("dromedary", "job-" + job);
        this.operator = operator;
        this.job = job;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
        JobStatus status = operator.status(job);
        result.detail("job", job);
        if (status.last() != null) {
            result.detail("result", status.last().result().word());
        }
        Optional<String> illness = illness(status);
        illness.ifPresentOrElse(why -> result.message(why).detail("reason", why).down(), result::up);
    }

    private static Optional<String> illness(JobStatus status) {
        if (status.overdue()) {
            return Optional.of("a pass is overdue");
        }
        PassResult last =
                status.last() == null ? PassResult.SYNCED : status.last().result();
        return last == PassResult.FAILED || last == PassResult.REFUSED
                ? Optional.of(status.last().message())
                : Optional.empty();
    }
}
