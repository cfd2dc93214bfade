package dev.backout.report;

/// A piece of a line: our own words, or something from elsewhere, which is shown as code.
///
/// @param text without line breaks that matter
/// @param code whether it comes from elsewhere
public record Span(String text, boolean code) {}
