/**
 * Do it: atomic copies, metadata, removals. The only writer of a replica, which never decides anything.
 *
 * <p>Content reaches a name by way of a temporary sibling and one rename, so that nobody ever sees half a file or none.
 * The one case with an instant in between is a folder that becomes a file or the reverse: the old entry is moved aside,
 * replaced, and removed last.
 *
 * <p>A folder is made and lent write permission when something in it needs that. It gets its own times and permissions
 * at the end of the pass, when nothing more is written into it.
 */
package io.dromedary.apply;
