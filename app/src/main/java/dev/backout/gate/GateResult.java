package dev.backout.gate;

/// What a gate says.
public sealed interface GateResult {
    /// How it is, as half a sentence; no secrets, no values of rows.
    String text();

    /// It holds: the run goes on.
    record Successful(String text) implements GateResult {}

    /// It does not hold: the run stops.
    record Failed(String text) implements GateResult {}

    /// Nobody could tell: the run waits for a person.
    record Inconclusive(String text) implements GateResult {}
}
