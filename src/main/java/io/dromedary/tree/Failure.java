package io.dromedary.tree;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Locale;

/** Why a path could not be read or written, in the words of a message. */
public final class Failure {

    private Failure() {}

    /** A phrase such as {@code permission denied}, on one line and without the path. */
    public static String inWords(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "permission denied";
        } else if (e instanceof NoSuchFileException) {
            return "it is not there";
        } else if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        } else if (e instanceof DirectoryNotEmptyException) {
            return "the folder is not empty";
        } else if (e instanceof FileSystemLoopException) {
            return "the link leads back to a folder around it";
        }
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null || reason.isBlank()
                ? e.getClass().getSimpleName()
                : PathText.escape(reason.substring(0, 1).toLowerCase(Locale.ROOT) + reason.substring(1));
    }
}
