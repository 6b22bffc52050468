/**
 * What is in a file: its MD5, and the index that remembers it between passes.
 *
 * <p>The index may only save time. It is asked one question, whether the fingerprint of a file with this stamp is known
 * for certain, and a doubt costs a read and nothing else.
 */
package io.dromedary.fingerprint;
