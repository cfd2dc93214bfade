package dev.backout.migration;

import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/// Which files of a migrations directory are read.
///
/// @param names by their whole names, also in its sub-directories
/// @param others what else of the files that lie directly in it, by name
/// @param nested what else of the files in its sub-directories, by the names of both
public record WantedFiles(
        Set<String> names, Predicate<String> others, BiPredicate<String, String> nested) {
    /// Copies the set.
    public WantedFiles {
        names = Set.copyOf(names);
    }

    /// Of its sub-directories by whole names only.
    public WantedFiles(Set<String> names, Predicate<String> others) {
        this(names, others, (folder, name) -> false);
    }

    /// These names only.
    public static WantedFiles named(Set<String> names) {
        return new WantedFiles(names, name -> false);
    }

    /// Whether a file in a sub-directory is read.
    boolean inside(String folder, String name) {
        return names.contains(name) || nested.test(folder, name);
    }

    /// Whether a file directly in the directory is read.
    boolean onTop(String name) {
        return names.contains(name) || others.test(name);
    }
}
