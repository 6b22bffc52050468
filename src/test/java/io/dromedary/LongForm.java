package io.dromedary;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

/** Tests that take minutes are run by the profile of that name; the build has a short form of each. */
public final class LongForm {

    /** Whether this is the long form. */
    public static final boolean IS_RUN = Boolean.getBoolean("dromedary.long");

    private LongForm() {}

    /** Skips a test, or one of its cases, in the short form. */
    public static void only() {
        assumeTrue(IS_RUN, "is for the long form: mvn verify -Plong");
    }
}
