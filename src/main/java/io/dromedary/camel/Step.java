package io.dromedary.camel;

/** The steps of a pass, as endpoints. */
public enum Step {
    /** Begins a pass; the body becomes a {@link PlannedPass}. */
    plan,
    /** Carries out one copy; the body becomes the file in the replica. */
    copy,
    /** Carries out one deletion; the body becomes its events, one message for each removed entry. */
    delete,
    /** Ends the pass; the body becomes its last events, with the summary as the last. */
    finish
}
