package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Instant;
import java.util.List;

/**
 * How a job stands, for people who ask.
 *
 * @param phase what it is doing
 * @param paused whether passes wait until somebody lets them go on
 * @param since when the state that {@link #inSync()} tells began, or null before the end of the first pass
 * @param last the last pass that ended, or null
 * @param lastSuccess when the last pass ended that left source and replica the same, or null if none has in this process
 * @param next when the next full pass is due, or null when nothing but a request or a route begins one
 * @param overdue whether a pass should have begun, or have come further, long ago
 * @param progress of the pass under way, or null before its plan is made and between passes
 * @param problems the first of the problems that stand since the last passes, {@value Tally#MOST_PROBLEMS} at most
 * @param problemCount how many problems stand
 * @param refused why the last pass was refused, or null if it was not
 * @param rotten how many files of the source have rotted and were neither mended nor accepted
 * @param indexBytes how large the index is on disk
 */
public record JobStatus(
        Job job,
        Phase phase,
        boolean paused,
        Instant since,
        Summary last,
        Instant lastSuccess,
        Instant next,
        boolean overdue,
        Progress progress,
        List<Event> problems,
        long problemCount,
        Refusal refused,
        int rotten,
        long indexBytes) {

    /** Whether the last pass left source and replica the same and no problem stands. */
    public boolean inSync() {
        return last != null && last.result() == PassResult.SYNCED && problemCount == 0;
    }
}
