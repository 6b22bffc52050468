package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.plan.Objection;
import io.dromedary.plan.Plan;
import java.util.List;

/**
 * What is known of a pass before its first change.
 *
 * @param result refused, failed or stopped, or else synced, which the pass has yet to show
 * @param why the reason of a refusal or failure, or null
 * @param refused the id of the plan that was refused, or null
 * @param plan empty unless something is to be done
 * @param findings what planning has to tell
 */
record Verdict(PassResult result, String why, String refused, Plan plan, List<Event> findings) {

    static Verdict carryOut(Plan plan, List<Event> findings) {
        return new Verdict(PassResult.SYNCED, null, null, plan, findings);
    }

    static Verdict refuse(Objection objection) {
        return new Verdict(PassResult.REFUSED, objection.refusal(), objection.plan(), Plan.EMPTY, List.of());
    }

    static Verdict nothing(PassResult result, String why) {
        return new Verdict(result, why, null, Plan.EMPTY, List.of());
    }

    /** What to tell of a refusal, or null if this is none. */
    Refusal refusal() {
        return result == PassResult.REFUSED ? new Refusal(why, refused) : null;
    }
}
