package dev.backout.plan;

import java.util.List;

/// A migration that a plan undoes.
///
/// @param name what the history calls it
/// @param rowIds the history rows that will go, all rows of that name
/// @param checksums every checksum under which the tool may try to apply it again: all are barred
public record UndoneMigration(String name, List<String> rowIds, List<String> checksums) {
    /// Copies the lists.
    public UndoneMigration {
        rowIds = List.copyOf(rowIds);
        checksums = List.copyOf(checksums);
    }
}
