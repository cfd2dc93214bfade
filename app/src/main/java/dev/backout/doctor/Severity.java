package dev.backout.doctor;

import java.util.Locale;

/// How much a finding matters, the gravest first.
public enum Severity {
    /// It stands in the way of a run.
    PROBLEM,
    /// A run can go, and this can spoil it.
    WARNING,
    /// Worth knowing.
    NOTE,
    /// As it should be.
    OK;

    /// As it stands in output.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
