package io.dromedary.operator;

import io.dromedary.JobStatus;
import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import java.util.Locale;

/** What a person is to be told of, once when it begins and once when it ends. */
enum AlarmKind {
    /** The last pass could not run. */
    FAILED,
    /** The guard refused the last pass. */
    REFUSED,
    /** Files of the source have rotted. */
    ROT,
    /** Paths could not be read or written, rot aside. */
    PROBLEMS,
    /** A pass should have begun, or have come further, long ago. */
    OVERDUE;

    /** The word for it in headers and in the file of what was told. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether there is reason for it. */
    boolean stands(JobStatus status) {
        return switch (this) {
            case FAILED -> status.last() != null && status.last().result() == PassResult.FAILED;
            case REFUSED -> status.refused() != null;
            case ROT -> status.rotten() > 0;
            case PROBLEMS ->
                status.problemCount() > status.rotten()
                        || status.problems().stream().anyMatch(problem -> !isRot(problem));
            case OVERDUE -> status.overdue();
        };
    }

    static boolean isRot(Event problem) {
        return problem.action().equals("rot");
    }
}
