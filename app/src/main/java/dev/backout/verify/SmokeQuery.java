package dev.backout.verify;

/// A question of the user's own, with the answer that it has to give.
///
/// @param name what it is about
/// @param sql one statement that answers one value
/// @param expect that value as text; `NULL` for none
public record SmokeQuery(String name, String sql, String expect) {}
