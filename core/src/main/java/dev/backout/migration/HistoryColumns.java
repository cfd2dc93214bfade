package dev.backout.migration;

import org.jspecify.annotations.Nullable;

/// The columns of a history table by which a bar knows a script.
///
/// @param name the migration's name
/// @param checksum the script's checksum, or null when the tool keeps none: then nothing is barred,
///   since a corrected file could not be told from the bad one
public record HistoryColumns(String name, @Nullable String checksum) {}
