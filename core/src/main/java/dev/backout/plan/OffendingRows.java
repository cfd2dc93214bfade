package dev.backout.plan;

/// Rows that a migration stumbles over.
///
/// @param what where and why, for people: `table public.users: rows have the same key`
/// @param count how many; -1 when they could not be counted in time
/// @param query lists some of them
public record OffendingRows(String what, long count, String query) {}
