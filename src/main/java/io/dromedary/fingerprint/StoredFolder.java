package io.dromedary.fingerprint;

import java.util.Optional;

/**
 * What the index holds about a folder.
 *
 * @param number under which its files are found
 * @param key the folder of the source that stood at the path, if that is known
 */
record StoredFolder(long number, Optional<Index.FolderKey> key) {}
