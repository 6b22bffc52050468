package io.dromedary.tree;

/** Whether the program was told to stop. Long work asks between two steps. */
@FunctionalInterface
public interface StopSignal {

    /** Never stops. */
    StopSignal NEVER = () -> false;

    boolean stopped();

    /**
     * Ends the work of the caller.
     *
     * @throws StoppedException if the program was told to stop
     */
    default void check() throws StoppedException {
        if (stopped()) {
            throw new StoppedException();
        }
    }
}
