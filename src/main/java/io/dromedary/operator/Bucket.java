package io.dromedary.operator;

import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Instant;

/**
 * What the passes came to that ended within one minute, or one hour.
 *
 * @param start when the minute or hour began
 * @param passes how many ended in it
 * @param files files and links that were copied, updated, moved or removed
 * @param bytes content written
 * @param millis how long the passes took, together
 * @param longest how long the longest took, in milliseconds
 * @param problems of the pass that had most of them
 * @param worst what became of the pass that went worst
 */
public record Bucket(
        Instant start,
        long passes,
        long files,
        long bytes,
        long millis,
        long longest,
        long problems,
        PassResult worst) {

    static Bucket of(Instant start, Summary summary) {
        long took = summary.took().toMillis();
        long files = summary.copied() + summary.updated() + summary.moved() + summary.removed();
        return new Bucket(start, 1, files, summary.bytes(), took, took, summary.problems(), summary.result());
    }

    /** Both together, at the time of this one. */
    Bucket plus(Bucket other) {
        return new Bucket(
                start,
                passes + other.passes,
                files + other.files,
                bytes + other.bytes,
                millis + other.millis,
                Math.max(longest, other.longest),
                Math.max(problems, other.problems),
                // They stand in the order in which they worry somebody.
                worst.compareTo(other.worst) >= 0 ? worst : other.worst);
    }

    Bucket at(Instant other) {
        return new Bucket(other, passes, files, bytes, millis, longest, problems, worst);
    }
}
