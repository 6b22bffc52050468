package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.fingerprint.Throttle;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.time.Clock;
import java.util.concurrent.ForkJoinPool;

/**
 * What is compared, and how.
 *
 * @param scrub what is read though it is known
 * @param clock the time at which stamps are recorded in the index
 * @param throttle asked before content is written, and when known content was read once more
 * @param workers the threads that look and hash
 * @param stop asked between two paths and between two blocks of a file
 */
public record Comparison(
        Tree source,
        Tree replica,
        Compare compare,
        Scrub scrub,
        Metadata metadata,
        Index index,
        Clock clock,
        Throttle throttle,
        ForkJoinPool workers,
        StopSignal stop) {}
