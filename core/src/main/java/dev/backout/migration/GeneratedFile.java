package dev.backout.migration;

import java.nio.file.Path;

/// A file that is to be written into a project.
///
/// @param file where
/// @param text all of it
/// @param adds whether a file that is there stays as it is but for what is added: nothing that
///   somebody wrote is replaced
public record GeneratedFile(Path file, String text, boolean adds) {
    /// A file that stands for itself.
    public static GeneratedFile whole(Path file, String text) {
        return new GeneratedFile(file, text, false);
    }
}
