package dev.backout.vault;

/// A column of a table of the target database at one moment.
///
/// @param number its identity within its table (`attnum`), which outlives renames
/// @param name its name at that moment, unquoted
/// @param type its type as SQL at that moment, with length and precision
public record ColumnRef(int number, String name, String type) {}
