package dev.backout.plan;

import dev.backout.schema.Address;

/// Rows that a schema could not hold, if there are any.
///
/// @param object the column, constraint, index or type that they do not fit
/// @param what why they do not fit, as half a sentence
/// @param remedy the option that would solve it, or an empty text
/// @param search finds them
record Misfit(Address object, String what, String remedy, Search search) {}
