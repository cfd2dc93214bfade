package dev.backout.observe;

/// Why a file fails on tables with rows that runs on empty ones.
///
/// @param sqlState the server's five-letter code
/// @param message the server's words
/// @param line where in the file, 0 when unknown
public record RowFailure(String sqlState, String message, int line) {}
