package dev.backout.plan;

/// A plan together with the text that people looked at and approved.
///
/// @param plan the plan
/// @param hash SHA-256 of its content in hexadecimal; says which plan it was
/// @param json the file's text, which a run keeps in its record
public record PlanFile(Plan plan, String hash, String json) {}
