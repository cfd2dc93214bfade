package dev.backout.migration;

import java.util.List;
import java.util.Map;

/// A migrations directory as it is stored, before a tool makes sense of it.
///
/// @param location for messages
/// @param files the wanted files directly in it, by name
/// @param folders the direct sub-directories
/// @param links the names directly in it that are symbolic links to directories
public record SourceFolder(
        String location, Map<String, Script> files, List<Child> folders, List<String> links) {
    public SourceFolder {
        files = Map.copyOf(files);
        folders = List.copyOf(folders);
        links = List.copyOf(links);
    }

    /// A direct sub-directory.
    ///
    /// @param files the wanted files in it, by name
    /// @param unreadable why a wanted file that is there could not be read, by name
    public record Child(String name, Map<String, Script> files, Map<String, String> unreadable) {
        public Child {
            files = Map.copyOf(files);
            unreadable = Map.copyOf(unreadable);
        }
    }
}
