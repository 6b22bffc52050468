package io.dromedary;

import io.dromedary.tree.Entry;
import java.time.Instant;

/**
 * The beginning of a pass, before it compares anything.
 *
 * @param source the source's root, which has to stand there until the last deletion
 * @param losses where the pass notes which files come and go
 */
record Start(Instant time, Entry source, Losses losses) {}
