package io.dromedary.web;

import io.dromedary.JobStatus;
import io.dromedary.audit.PassResult;
import java.util.List;

/** Whether somebody should look, for machines that ask. The form is that of MicroProfile Health and of Camel. */
final class Health {

    private Health() {}

    /** Why a job is down, or null. */
    private static String down(JobStatus job) {
        if (job.overdue()) {
            return "a pass is overdue";
        }
        PassResult last = job.last() == null ? PassResult.SYNCED : job.last().result();
        return switch (last) {
            case REFUSED, FAILED -> job.last().message();
            default -> null;
        };
    }

    static boolean isUp(List<JobStatus> jobs) {
        return jobs.stream().allMatch(job -> down(job) == null);
    }

    static String json(List<JobStatus> jobs) {
        return Json.of(json -> {
            json.writeStartObject();
            json.writeStringField("status", word(isUp(jobs)));
            json.writeArrayFieldStart("checks");
            for (JobStatus job : jobs) {
                String why = down(job);
                json.writeStartObject();
                json.writeStringField("name", "job-" + job.job().name());
                json.writeStringField("status", word(why == null));
                json.writeObjectFieldStart("data");
                json.writeBooleanField("inSync", job.inSync());
                json.writeNumberField("problems", job.problemCount());
                json.writeBooleanField("paused", job.paused());
                if (why != null) {
                    json.writeStringField("why", why);
                }
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    private static String word(boolean up) {
        return up ? "UP" : "DOWN";
    }
}
