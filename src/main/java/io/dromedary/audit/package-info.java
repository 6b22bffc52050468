/**
 * Say it: the events of a pass and their text and JSON forms. One event is one line, whatever the names in it.
 */
package io.dromedary.audit;
