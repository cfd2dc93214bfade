package dev.backout.migration;

import java.util.Set;
import java.util.function.Predicate;

/// Which files of a migrations directory are read.
///
/// @param names by their whole names, also in its sub-directories
/// @param others what else of the files that lie directly in it, by name
public record WantedFiles(Set<String> names, Predicate<String> others) {
    /// Copies the set.
    public WantedFiles {
        names = Set.copyOf(names);
    }

    /// These names only.
    public static WantedFiles named(Set<String> names) {
        return new WantedFiles(names, name -> false);
    }

    /// Whether a file in a sub-directory is read.
    boolean inside(String name) {
        return names.contains(name);
    }

    /// Whether a file directly in the directory is read.
    boolean onTop(String name) {
        return names.contains(name) || others.test(name);
    }
}
