/**
 * What to do: the checks that tell same from different, the planner that turns a walk into a {@link io.dromedary.plan.Plan},
 * and the {@link io.dromedary.plan.Guard} that may refuse it.
 *
 * <p>Nothing here writes to a replica. A plan is complete before the first change, and small: a subtree that stands on
 * one side only is one action with its counts, listed again when it is carried out.
 */
package io.dromedary.plan;
