package dev.backout.check;

import dev.backout.proof.DownVerdict;
import dev.backout.proof.Verdict;

import java.util.Locale;

/// The words that reports use for verdicts; they are part of the JSON's contract.
public final class Words {
    private Words() {}

    /// `proved`, `refuted` or `unproved`.
    public static String of(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Proved proved -> "proved";
            case Verdict.Refuted refuted -> "refuted";
            case Verdict.Unproved unproved -> "unproved";
        };
    }

    /// `none`, `proved`, `differs`, `fails`, `empty` or `refuses`.
    public static String of(DownVerdict verdict) {
        return switch (verdict) {
            case DownVerdict.None none -> "none";
            case DownVerdict.Proved proved -> "proved";
            case DownVerdict.Differs differs -> "differs";
            case DownVerdict.Fails fails -> "fails";
            case DownVerdict.Empty empty -> "empty";
            case DownVerdict.Refuses refuses -> "refuses";
        };
    }

    /// A constant's name in lower case.
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
