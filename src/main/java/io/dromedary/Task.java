package io.dromedary;

import io.dromedary.plan.Action;

/**
 * An action that a pass has handed out to be carried out.
 *
 * @param sequence tells it from the others of its pass, counted from 1
 */
public record Task(long sequence, Action action) {}
