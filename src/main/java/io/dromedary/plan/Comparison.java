package io.dromedary.plan;

import io.dromedary.fingerprint.Index;
import io.dromedary.tree.StopSignal;
import io.dromedary.tree.Tree;
import java.time.Clock;

/**
 * What is compared, and how.
 *
 * @param clock the time at which stamps are recorded in the index
 * @param stop asked between two paths and between two blocks of a file
 */
public record Comparison(
        Tree source, Tree replica, Compare compare, Metadata metadata, Index index, Clock clock, StopSignal stop) {}
