package dev.backout.observe;

import dev.backout.schema.Address;

/// A column whose values were converted to another type.
///
/// @param column the column, by its name after the migration
/// @param from the type before, as format_type prints it
/// @param to the type after
/// @param lossless whether every value comes back to the letter when the type does
/// @param reason why, as half a sentence: `integer fits into bigint`
public record Retyping(Address column, String from, String to, boolean lossless, String reason) {}
