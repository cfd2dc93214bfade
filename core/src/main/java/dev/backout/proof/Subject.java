package dev.backout.proof;

import org.jspecify.annotations.Nullable;

/// A migration as far as a proof needs it.
///
/// @param name what it is called
/// @param sql its file, as the migration tool sends it
/// @param down what a person wrote to undo it, or null
public record Subject(String name, String sql, @Nullable String down) {}
