/**
 * One-way folder synchronisation without Camel: a {@link io.dromedary.FolderSync} keeps one
 * {@link io.dromedary.Job}, and each of its {@link io.dromedary.Pass passes} goes from planned to copying to deleting to
 * finished. Whoever drives a pass chooses the threads and hears of the events; the order that keeps data safe is the
 * pass's own.
 */
package io.dromedary;
