/**
 * Camel's border: the component {@code dromedary:plan|copy|delete|finish}, the headers of its messages, and the beans that
 * the shipped routes name. Nothing here reads or writes the folders; it translates between exchanges and a
 * {@link io.dromedary.Pass}.
 */
package io.dromedary.camel;
