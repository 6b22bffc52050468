package io.dromedary;

import io.dromedary.audit.Event;
import io.dromedary.plan.Action;
import io.dromedary.tree.Stamp;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An action of a pass after its turn.
 *
 * @param event what there is to tell, if anything changed or failed
 * @param file the place in the replica
 * @param source the stamp that the source entry had, or null if nothing was done
 */
public record Carried(Action action, Optional<Event> event, Path file, Stamp source) {}
