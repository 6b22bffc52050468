/**
 * The border to the C library of Linux, for what the JDK cannot do or does slowly: looking at all entries of an open
 * folder with their change times, and setting what a new file needs while it is open.
 *
 * <p>Everything here has a slower way in {@code java.nio}, which its callers take where {@link io.dromedary.posix.Posix}
 * is not to be had: on another system, another processor, or where the library for native calls cannot be loaded.
 */
package io.dromedary.posix;
