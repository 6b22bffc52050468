package io.dromedary.cli;

import io.dromedary.UnusableException;

/** Whether so many jobs fit into the memory that Java may use: a process that runs out of it hangs or loses its index. */
final class Roominess {

    /** In bytes. Each job has an index of its own, whose buffers are most of this. */
    private static final long JOB = 3L << 20;

    /** In bytes, for Camel and for the pass of one large job. */
    private static final long REST = 64L << 20;

    /** What the heap of the script is enough for, and a job of its own always is. */
    private static final int FEW = 20;

    private Roominess() {}

    /**
     * Checks that there is room.
     *
     * @param most what Java may use, in bytes
     * @throws UnusableException if there is not, with what to do
     */
    static void check(int jobs, long most) throws UnusableException {
        long needed = REST + jobs * JOB;
        if (jobs > FEW && needed > most) {
            throw new UnusableException(jobs + " jobs take about " + Spoken.size(needed)
                    + " of memory, and Java may use " + Spoken.size(most) + ": start with JAVA_OPTS=-Xmx"
                    + ((needed >> 30) + 1) + "g, or in several processes");
        }
    }
}
