package dev.backout.check;

import dev.backout.policy.Verdict.Down;
import dev.backout.policy.Verdict.Proof;
import dev.backout.proof.DownVerdict;
import dev.backout.proof.Verdict;

/// Proofs in the words of the policy.
final class PolicyWords {
    private PolicyWords() {}

    static Proof proof(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> Proof.PROVED;
            case Verdict.Refuted refuted -> Proof.REFUTED;
            case Verdict.Unproved unproved -> Proof.UNPROVED;
        };
    }

    static Down down(DownVerdict verdict) {
        return switch (verdict) {
            case DownVerdict.None none -> Down.NONE;
            case DownVerdict.Proved proved -> Down.PROVED;
            case DownVerdict.Differs differs -> Down.DIFFERS;
            case DownVerdict.Fails fails -> Down.FAILS;
            case DownVerdict.Empty empty -> Down.EMPTY;
            case DownVerdict.Refuses refuses -> Down.REFUSES;
        };
    }
}
