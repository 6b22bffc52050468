package io.dromedary;

import java.time.Instant;

/**
 * How far a pass has come since its plan was made.
 *
 * @param started when the pass began
 * @param files how many files and links have been copied, updated or removed, or have turned out not to need it
 * @param filesPlanned how many the plan has; a subtree that grows meanwhile may make it fewer than {@code files}
 * @param bytes content that has been written, of files under way too
 * @param bytesPlanned content that the plan has
 * @param file the escaped path of the large file that has been under way for longest, or null
 * @param fileBytes how much of it has been written
 * @param fileSize how large it is
 */
public record Progress(
        Instant started,
        long files,
        long filesPlanned,
        long bytes,
        long bytesPlanned,
        String file,
        long fileBytes,
        long fileSize) {}
