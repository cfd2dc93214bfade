package dev.backout.error;

/// What the process tells its caller. The numbers are part of the command line's contract.
public enum ExitCode {
    /// Done, or proved.
    DONE(0),
    /// The answer is "no": not reversible, drift, a stale plan, a broken policy.
    NO(1),
    /// Wrong usage or configuration; nothing was tried.
    USAGE(2),
    /// A step failed, nothing was lost, and the next command was printed.
    STEP_FAILED(3),
    /// A defect of Backout itself.
    INTERNAL(4),
    /// Waiting for a person: an approval is missing, a gate is inconclusive.
    WAITING(5);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /// The process's exit status.
    public int number() {
        return number;
    }
}
