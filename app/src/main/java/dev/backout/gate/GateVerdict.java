package dev.backout.gate;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;

/// What a gate's result means for the run.
public final class GateVerdict {
    private GateVerdict() {}

    /// Goes on, stops, or waits for a person.
    ///
    /// @param name the gate's
    /// @return how it is, for the journal
    /// @throws BackoutException `gate-failed`, `gate-inconclusive`
    public static String insist(String name, String run, GateResult result) {
        return switch (result) {
            case GateResult.Successful(String text) -> text;
            case GateResult.Failed(String text) ->
                    throw BackoutException.of(ErrorCode.GATE_FAILED, text, pass(name, run));
            case GateResult.Inconclusive(String text) ->
                    throw BackoutException.of(
                            ErrorCode.GATE_INCONCLUSIVE,
                            "nobody can tell: " + text,
                            pass(name, run));
        };
    }

    private static String pass(String name, String run) {
        return "somebody who knows better lets it pass: backout resume %s --pass-gate '%s' --because REASON"
                .formatted(run, name.replace("'", "'\\''"));
    }
}
