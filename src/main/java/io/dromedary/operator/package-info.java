/**
 * What a person has to do with a running instance: how its jobs stand, in a form that other programs read, what is kept of
 * that for later, and what may be asked of it.
 *
 * <p>Everything here only looks at the jobs or asks them for something; what becomes of it is theirs to decide.
 */
package io.dromedary.operator;
