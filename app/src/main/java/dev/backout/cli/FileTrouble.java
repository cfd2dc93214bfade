package dev.backout.cli;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Why a file could not be read or written, in words. Java's own messages are often the name of the
/// file and nothing else.
final class FileTrouble {
    private FileTrouble() {}

    static String text(IOException trouble) {
        return switch (trouble) {
            case AccessDeniedException e -> "permission denied";
            case NoSuchFileException e -> "there is no such folder";
            case NotDirectoryException e -> "a file is where a folder should be";
            case FileAlreadyExistsException e -> "a file is where a folder should be";
            case FileSystemException e when e.getReason() != null -> lower(e.getReason());
            default -> lower(String.valueOf(trouble.getMessage()));
        };
    }

    private static String lower(String text) {
        return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
