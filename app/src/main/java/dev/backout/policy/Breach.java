package dev.backout.policy;

/// A rule that a migration does not meet.
///
/// @param rule the rule's name in `backout.yaml`
/// @param migration the migration
/// @param message what is wrong, one sentence
/// @param hint what to do about it
public record Breach(String rule, String migration, String message, String hint) {}
