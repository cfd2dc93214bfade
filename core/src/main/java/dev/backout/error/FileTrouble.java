package dev.backout.error;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file could not be read or written, in words. Java's own messages are often the name of the
/// file and nothing else.
public final class FileTrouble {
    private FileTrouble() {}

    /// Half a sentence: `permission denied`, `no space left on device`.
    public static String text(IOException trouble) {
        return switch (trouble) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "there is no such folder";
            case DirectoryNotEmptyException e -> "it is a folder";
            case NotDirectoryException e -> "a file is where a folder should be";
            case FileAlreadyExistsException e -> "a file is where a folder should be";
            case FileSystemException e when e.getReason() != null -> lower(e.getReason());
            default ->
                    trouble.getMessage() == null
                            ? trouble.getClass().getSimpleName()
                            : lower(trouble.getMessage());
        };
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
