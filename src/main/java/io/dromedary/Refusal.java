package io.dromedary;

/**
 * Why the guard refused a pass.
 *
 * @param why the reason and what to do, on one line
 * @param plan the id by which the plan can be confirmed, or null where nothing can be: without its marker a source is not
 *     what it should be
 */
public record Refusal(String why, String plan) {}
