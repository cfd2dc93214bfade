package dev.backout.plan;

import dev.backout.schema.Address;

/// Data that the way out loses, or that the migration has lost and nobody kept, counted on the live
/// database.
///
/// @param object the table or column
/// @param what what is lost, as half a sentence: `values of a column that the inverse drops`
/// @param count how many rows or values; -1 when nobody can tell
/// @param exact false for an estimate from the statistics
/// @param since whether the migration destroyed it already, so that the way out cannot bring it
///   back
public record Casualty(Address object, String what, long count, boolean exact, boolean since) {}
