package dev.backout.migration;

import org.jspecify.annotations.Nullable;

import java.util.List;

/// The columns of a history table by which a bar knows a script.
///
/// @param name those that make the migration's name, joined by underscores
/// @param checksum that of the script's checksum, or of what the tool keeps of it, whose text is
///   then hashed; null when the tool keeps none: then nothing is barred, since a corrected file
///   could not be told from the bad one
public record HistoryColumns(List<String> name, @Nullable String checksum) {
    /// Copies the list.
    public HistoryColumns {
        name = List.copyOf(name);
    }
}
