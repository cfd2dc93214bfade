package dev.backout.triage;

import dev.backout.schema.Address;

/// A table that a suspect's SQL names, as it is now.
///
/// @param table which
/// @param rows about how many rows, by the server's statistics; -1 when nobody counted
/// @param bytes its size with indexes, by the pages last counted
/// @param owner whose it is, or empty
public record AffectedTable(Address table, long rows, long bytes, String owner) {}
