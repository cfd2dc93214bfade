package dev.backout.triage;

/// What one query has cost since the server's statistics were reset.
///
/// @param text without values
/// @param calls how often it ran
/// @param mean how long on average, in milliseconds
/// @param total how long in all, in milliseconds
public record QueryLoad(String text, long calls, double mean, double total) {}
