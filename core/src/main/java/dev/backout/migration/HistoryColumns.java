package dev.backout.migration;

/// The columns of a history table by which a bar knows a script.
///
/// @param name the migration's name
/// @param checksum the script's checksum
public record HistoryColumns(String name, String checksum) {}
