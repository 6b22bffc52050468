package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.audit.Summary;
import java.time.Instant;
import java.util.List;

/**
 * How source and replica stand after the passes so far.
 *
 * @param since when the last pass ended that was the first to come to this
 * @param problems the first of them
 */
record Standing(
        Summary last, Instant since, Instant lastSuccess, List<Event> problems, long problemCount, Refusal refused) {

    static final Standing UNKNOWN = new Standing(null, null, null, List.of(), 0, null);

    /**
     * After one more pass.
     *
     * @param full whether it looked at everything; otherwise the problems before it still stand
     * @param found the first problems of this pass
     */
    Standing after(Summary summary, boolean full, List<Event> found, Refusal refusal) {
        if (summary.result() == PassResult.STOPPED) {
            return this;
        }
        Instant end = summary.started().plus(summary.took());
        boolean looked = summary.result() == PassResult.SYNCED || summary.result() == PassResult.PROBLEMS;
        boolean adds = looked && !full && problemCount > 0;
        boolean stays = !looked || adds && found.isEmpty();
        long count = stays ? problemCount : adds ? problemCount + summary.problems() : summary.problems();
        Standing now = new Standing(
                summary,
                end,
                summary.result() == PassResult.SYNCED && count == 0 ? end : lastSuccess,
                stays ? problems : adds ? Tally.first(problems, found) : found,
                count,
                refusal);
        return last != null && now.word().equals(word())
                ? new Standing(now.last, since, now.lastSuccess, now.problems, count, refusal)
                : now;
    }

    /** What a person would call it. */
    private String word() {
        return problemCount > 0 && last.result() == PassResult.SYNCED
                ? PassResult.PROBLEMS.word()
                : last.result().word();
    }
}
