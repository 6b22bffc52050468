package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.audit.PassResult;
import io.dromedary.plan.Plan;
import java.util.List;

/**
 * What is known of a pass before its first change.
 *
 * @param result refused, failed or stopped, or else synced, which the pass has yet to show
 * @param why the reason of a refusal or failure, or null
 * @param plan empty unless something is to be done
 * @param findings what planning has to tell
 */
record Verdict(PassResult result, String why, Plan plan, List<Event> findings) {

    static Verdict nothing(PassResult result, String why) {
        return new Verdict(result, why, Plan.EMPTY, List.of());
    }
}
