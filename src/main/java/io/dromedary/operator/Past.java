package io.dromedary.operator;

import io.dromedary.audit.Summary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a job has done.
 *
 * @param step how much time a bucket has
 * @param from where the time begins that was asked for
 * @param buckets oldest first, without those in which no pass ended
 * @param notable the last passes that did something or did not end synced, newest first
 */
public record Past(Duration step, Instant from, List<Bucket> buckets, List<Summary> notable) {}
