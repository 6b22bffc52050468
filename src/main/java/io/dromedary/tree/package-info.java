/**
 * What is there: relative paths, the entries that stand at them, the lock-step walk over both roots, and the
 * {@link io.dromedary.tree.Filter} that makes absent what is not to take part.
 *
 * <p>Nothing here decides or writes. A path that cannot be read is an {@link io.dromedary.tree.Entry} of its own kind,
 * never an absent one, so that no later step can take a failure for a deletion. Paths stay {@link java.nio.file.Path}
 * from end to end, because a name that the locale cannot decode does not survive as a {@link String}.
 */
package io.dromedary.tree;
