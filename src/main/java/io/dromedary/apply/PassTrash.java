package io.dromedary.apply;

import java.nio.file.Path;

/**
 * Where the entries that one pass overwrites or removes are kept.
 *
 * @param disk the root of the trash, which need not exist yet
 * @param folder relative to that root
 * @param replica the real path of the replica's root
 */
public record PassTrash(Disk disk, Path folder, Path replica) {}
