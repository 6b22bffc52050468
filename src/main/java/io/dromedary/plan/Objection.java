package io.dromedary.plan;

/**
 * What the guard has against a plan.
 *
 * @param why the reason and what to do, on one line
 * @param plan the id of the plan
 * @param confirmed whether somebody has allowed this very plan
 */
public record Objection(String why, String plan, boolean confirmed) {

    /** The reason with the last of the ways out. */
    public String refusal() {
        return why + ", or allow this very plan with --confirm " + plan;
    }
}
