package dev.backout.testkit.corpus;

/// How one way back did.
///
/// @param difference the smallest difference, or the server's message; empty when it is right
record Trial(Outcome outcome, String difference) {}
