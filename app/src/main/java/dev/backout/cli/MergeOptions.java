package dev.backout.cli;

import dev.backout.error.BackoutException;
import dev.backout.error.ErrorCode;
import dev.backout.plan.Merging;

import picocli.CommandLine.Option;

/// The options that decide how what comes back and what is live become one, where the laws leave a
/// choice.
final class MergeOptions {
    @Option(
            names = "--prefer",
            paramLabel = "SIDE",
            description =
                    "where a value was destroyed and written anew since: later (the usual) or"
                            + " kept; the other one is set aside")
    private String prefer = "later";

    /// What was chosen.
    ///
    /// @throws BackoutException `usage`
    Merging merging() {
        return new Merging(preferKept());
    }

    private boolean preferKept() {
        if (!prefer.equals("later") && !prefer.equals("kept")) {
            throw BackoutException.of(
                    ErrorCode.USAGE,
                    "--prefer knows later and kept, not " + prefer,
                    "later: what was written since stays; kept: what the migration destroyed wins");
        }
        return prefer.equals("kept");
    }
}
