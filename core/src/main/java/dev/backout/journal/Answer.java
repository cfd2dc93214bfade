package dev.backout.journal;

import java.time.Duration;

/// What the server said to one statement.
///
/// @param statement the SQL as it was sent, secrets left out
/// @param text command tags and notices; the error when it failed
/// @param took how long
public record Answer(String statement, String text, Duration took) {}
