package dev.backout.proof;

import dev.backout.sql.TextPosition;

/// A migration that does not run.
///
/// @param sqlState the server's five-letter code
/// @param message the server's words, or the watchdog's
/// @param position where in the file; line 0 when unknown
public record Broken(String sqlState, String message, TextPosition position) {}
